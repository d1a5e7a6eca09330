-- The year the award is for that was asked about; none for other purposes.
ALTER TABLE party_checks ADD COLUMN award_year INTEGER;
UPDATE party_checks SET award_year = CAST(EXTRACT(YEAR FROM asked_at) AS INTEGER) WHERE purpose = 'award';
