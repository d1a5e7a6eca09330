-- When and where a hearing that was granted is held; of the request for it.
ALTER TABLE matter_papers ADD COLUMN held_at TIMESTAMP;
ALTER TABLE matter_papers ADD COLUMN place TEXT NOT NULL DEFAULT '';
