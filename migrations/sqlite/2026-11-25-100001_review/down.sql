ALTER TABLE clauses DROP COLUMN take_over;
ALTER TABLE clauses DROP COLUMN wording;
ALTER TABLE proposals DROP COLUMN open_bodies;
ALTER TABLE proposals DROP COLUMN has_date;
ALTER TABLE proposals DROP COLUMN has_lead;
