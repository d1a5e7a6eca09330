ALTER TABLE sampling_rounds DROP COLUMN imported_at;
