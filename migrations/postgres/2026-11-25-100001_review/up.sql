-- What the review filters proposals by, kept by every save of their content. open_bodies: printed names nobody is known by yet.
ALTER TABLE proposals ADD COLUMN has_lead BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE proposals ADD COLUMN has_date BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE proposals ADD COLUMN open_bodies BIGINT NOT NULL DEFAULT 0;
-- The owner is bound by the policy too, and a migration stands in no workspace.
ALTER TABLE proposals NO FORCE ROW LEVEL SECURITY;
UPDATE proposals SET
    has_lead = content NOT LIKE '%"lead_ids":[]%',
    has_date = content NOT LIKE '%"rule":null%' OR content NOT LIKE '%"cadence":null%',
    open_bodies = CASE WHEN content LIKE '%"department":null,"settled":false%' THEN 1 ELSE 0 END;
ALTER TABLE proposals FORCE ROW LEVEL SECURITY;

-- wording: what two clauses have in common that say the same, white space and number aside; empty where it was never computed.
-- take_over: in a newer version, what becomes of the duties of the clause this one continues.
ALTER TABLE clauses ADD COLUMN wording TEXT NOT NULL DEFAULT '';
ALTER TABLE clauses ADD COLUMN take_over TEXT CHECK (take_over IN ('keep', 'adjust'));
