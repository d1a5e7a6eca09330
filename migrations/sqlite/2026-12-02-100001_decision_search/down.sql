ALTER TABLE decisions DROP COLUMN search_key;
