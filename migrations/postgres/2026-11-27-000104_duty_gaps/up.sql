-- Duties that lack a department or a date: few, and asked for whenever the secretariat opens its home.
CREATE INDEX duties_without_lead ON duties (workspace_id, origin_kind, state) WHERE lead_id IS NULL;
CREATE INDEX duties_without_date ON duties (workspace_id, origin_kind, state)
    WHERE due_on IS NULL AND cadence IS NULL AND due_rule IS NULL;
