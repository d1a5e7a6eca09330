-- What a department has to do, each kind in its order: what was sent back to it, and what it has not received yet.
CREATE INDEX duties_lead_returned ON duties (workspace_id, lead_id, state, sort_on, id) WHERE returned_at IS NOT NULL;
CREATE INDEX duty_parties_pending ON duty_parties (workspace_id, department_id, sort_on, duty_id, duty_state, part) WHERE state = 'pending';
