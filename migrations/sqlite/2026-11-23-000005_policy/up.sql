CREATE TABLE policy_documents (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    title TEXT NOT NULL,
    document_number TEXT NOT NULL,
    issuer TEXT NOT NULL,
    issued_on DATE,
    state TEXT NOT NULL CHECK (state IN ('in_review', 'in_force', 'superseded', 'withdrawn')),
    supersedes_id BIGINT,
    source_name TEXT NOT NULL,
    source_hash TEXT NOT NULL,
    text TEXT NOT NULL,
    created_by_id BIGINT REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, supersedes_id) REFERENCES policy_documents (workspace_id, id)
);
CREATE INDEX policy_documents_hash ON policy_documents (workspace_id, source_hash);

-- kind is null until somebody has looked. span_start/span_end: bytes in policy_documents.text.
CREATE TABLE clauses (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    document_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    path TEXT NOT NULL,
    label TEXT NOT NULL,
    section TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    span_start BIGINT NOT NULL,
    span_end BIGINT NOT NULL,
    kind TEXT CHECK (kind IN ('background', 'principle', 'duty')),
    -- What the reader took it for.
    proposed_kind TEXT NOT NULL CHECK (proposed_kind IN ('background', 'principle', 'duty')),
    no_duty_reason TEXT NOT NULL,
    reviewed_by TEXT,
    reviewed_at TIMESTAMP,
    follows_id BIGINT,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, document_id) REFERENCES policy_documents (workspace_id, id),
    FOREIGN KEY (workspace_id, follows_id) REFERENCES clauses (workspace_id, id)
);
CREATE INDEX clauses_follows ON clauses (workspace_id, follows_id);
CREATE INDEX clauses_document ON clauses (workspace_id, document_id, position);

-- What was read from a clause and may become a duty. content: JSON (bodies, due, cadence, targets with spans and sureness).
CREATE TABLE proposals (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    clause_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    sure BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'dropped')),
    duty_id BIGINT,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, clause_id) REFERENCES clauses (workspace_id, id),
    FOREIGN KEY (workspace_id, duty_id) REFERENCES duties (workspace_id, id)
);
CREATE INDEX proposals_clause ON proposals (workspace_id, clause_id, position);
CREATE INDEX proposals_duty ON proposals (workspace_id, duty_id);
