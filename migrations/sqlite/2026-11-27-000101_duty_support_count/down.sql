ALTER TABLE duties DROP COLUMN support_count;
