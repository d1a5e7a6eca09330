DROP TABLE instructions;
ALTER TABLE digests DROP COLUMN read_at;
