ALTER TABLE case_measures DROP COLUMN told_by;
