ALTER TABLE matter_papers DROP COLUMN place;
ALTER TABLE matter_papers DROP COLUMN held_at;
