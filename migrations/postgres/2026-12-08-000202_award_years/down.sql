ALTER TABLE party_checks DROP COLUMN award_year;
