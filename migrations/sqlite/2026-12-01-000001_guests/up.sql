-- Links for people without an account (person_id: none), who are what subject_id says for that purpose.
CREATE TABLE links_with_guests (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    person_id BIGINT REFERENCES people (id),
    purpose TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    secret_hash TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP,
    PRIMARY KEY (workspace_id, id)
);
INSERT INTO links_with_guests SELECT workspace_id, id, person_id, purpose, subject_id, secret_hash, created_at, expires_at, revoked_at FROM links;
DROP TABLE links;
ALTER TABLE links_with_guests RENAME TO links;
CREATE INDEX links_person ON links (workspace_id, person_id, purpose);
CREATE INDEX links_expiry ON links (workspace_id, expires_at);
-- Who came to the meeting, where it was neither the person named nor the substitute.
ALTER TABLE participants ADD COLUMN came TEXT NOT NULL DEFAULT '';
