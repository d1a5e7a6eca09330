UPDATE publication_versions SET state = 'dropped' WHERE state = 'returned';
CREATE TABLE publication_versions_new (
    workspace_id BIGINT NOT NULL,
    publication_id BIGINT NOT NULL,
    nth INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'published', 'corrected', 'withdrawn', 'dropped')),
    ground TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    person TEXT,
    channel TEXT NOT NULL,
    until_on DATE,
    last_on DATE NOT NULL,
    reason TEXT NOT NULL,
    writer_id BIGINT NOT NULL,
    writer TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL,
    checked_by_id BIGINT,
    checked_by TEXT,
    checked_at TIMESTAMP,
    published_on DATE,
    published_by TEXT,
    ended_at TIMESTAMP,
    ended_by TEXT,
    ended_reason TEXT,
    PRIMARY KEY (workspace_id, publication_id, nth),
    CHECK (checked_by_id IS NULL OR checked_by_id <> writer_id),
    FOREIGN KEY (workspace_id, publication_id) REFERENCES publications (workspace_id, id)
);
INSERT INTO publication_versions_new SELECT * FROM publication_versions;
DROP TABLE publication_versions;
ALTER TABLE publication_versions_new RENAME TO publication_versions;
CREATE UNIQUE INDEX publication_versions_shown ON publication_versions (workspace_id, publication_id) WHERE state = 'published';
CREATE INDEX publication_versions_open ON publication_versions (workspace_id, state, published_on);
