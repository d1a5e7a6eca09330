ALTER TABLE duties DROP COLUMN outline_key;
