-- Contents that are in the store, by hash. kept_at: when it was last put in, or lost its last attachment; a while after that a
-- content without attachments is thrown away. leaving_at: somebody is throwing it away, nobody may use it any more.
CREATE TABLE blobs (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    kept_at TIMESTAMP NOT NULL,
    leaving_at TIMESTAMP,
    PRIMARY KEY (workspace_id, sha256)
);
CREATE INDEX blobs_kept ON blobs (workspace_id, kept_at);

-- Files of duties, agenda items, minutes …, which only the room of that kind knows. file_id: the id of the first version; nth: which
-- version this is. One that was removed keeps its name, size and hash, but no longer its content, so sha256 is no foreign key.
CREATE TABLE attachments (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    file_id BIGINT NOT NULL,
    nth INTEGER NOT NULL,
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    added_by_id BIGINT REFERENCES people (id),
    added_by TEXT NOT NULL,
    added_at TIMESTAMP NOT NULL,
    removed_by TEXT,
    removed_at TIMESTAMP,
    removed_reason TEXT,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, file_id, nth)
);
CREATE INDEX attachments_subject ON attachments (workspace_id, subject_kind, subject_id, id);
CREATE INDEX attachments_content ON attachments (workspace_id, sha256);
