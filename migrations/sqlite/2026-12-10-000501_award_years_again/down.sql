-- Years filled in once stay: they are what was asked about. A migration of no statement is none to the database.
SELECT 1;
