-- The migration that brought the year asked about saw no row of any workspace where the wall stood; so it is done again here.
ALTER TABLE party_checks NO FORCE ROW LEVEL SECURITY;
UPDATE party_checks SET award_year = CAST(EXTRACT(YEAR FROM asked_at) AS INTEGER) WHERE purpose = 'award' AND award_year IS NULL;
ALTER TABLE party_checks FORCE ROW LEVEL SECURITY;
