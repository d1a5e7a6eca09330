-- On PostgreSQL the migration that brought the year asked about saw no row of any workspace; so it is done again here.
UPDATE party_checks SET award_year = CAST(strftime('%Y', asked_at) AS INTEGER) WHERE purpose = 'award' AND award_year IS NULL;
