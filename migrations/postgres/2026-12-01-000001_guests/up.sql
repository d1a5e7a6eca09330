-- Links for people without an account (person_id: none), who are what subject_id says for that purpose.
ALTER TABLE links ALTER COLUMN person_id DROP NOT NULL;
CREATE INDEX links_expiry ON links (workspace_id, expires_at);
-- Who came to the meeting, where it was neither the person named nor the substitute.
ALTER TABLE participants ADD COLUMN came TEXT NOT NULL DEFAULT '';
