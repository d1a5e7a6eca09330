-- The year the award is for that was asked about; none for other purposes.
ALTER TABLE party_checks ADD COLUMN award_year INTEGER;
ALTER TABLE party_checks NO FORCE ROW LEVEL SECURITY;
UPDATE party_checks SET award_year = CAST(EXTRACT(YEAR FROM asked_at) AS INTEGER) WHERE purpose = 'award';
ALTER TABLE party_checks FORCE ROW LEVEL SECURITY;
