-- Publications 公告/曝光 about a party. What is said stands in its versions: a correction is a version of its own, checked like the first. shown:
-- the version published now; state: that of the latest version that was not dropped.
CREATE TABLE publications (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    number TEXT NOT NULL,
    party_id BIGINT NOT NULL,
    case_id BIGINT,
    department_id BIGINT NOT NULL,
    latest INTEGER NOT NULL,
    shown INTEGER,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'published', 'corrected', 'withdrawn', 'dropped')),
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id),
    FOREIGN KEY (workspace_id, case_id) REFERENCES cases (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE UNIQUE INDEX publications_number ON publications (workspace_id, number);
CREATE INDEX publications_of_party ON publications (workspace_id, party_id, id);
CREATE INDEX publications_of_case ON publications (workspace_id, case_id);
CREATE INDEX publications_by_state ON publications (workspace_id, state, id);
CREATE INDEX publications_shown ON publications (workspace_id, shown, id);
CREATE INDEX publications_of_department ON publications (workspace_id, department_id, id);

-- writer_id, checked_by_id: persons, never the same. last_on: the last day it is shown; 9999-12-31 without an end.
CREATE TABLE publication_versions (
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
CREATE UNIQUE INDEX publication_versions_shown ON publication_versions (workspace_id, publication_id) WHERE state = 'published';
CREATE INDEX publication_versions_open ON publication_versions (workspace_id, state, published_on);
