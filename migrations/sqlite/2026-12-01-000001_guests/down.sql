ALTER TABLE participants DROP COLUMN came;
CREATE TABLE links_of_people (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    purpose TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    secret_hash TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP,
    PRIMARY KEY (workspace_id, id)
);
INSERT INTO links_of_people SELECT * FROM links WHERE person_id IS NOT NULL;
DROP TABLE links;
ALTER TABLE links_of_people RENAME TO links;
CREATE INDEX links_person ON links (workspace_id, person_id, purpose);
