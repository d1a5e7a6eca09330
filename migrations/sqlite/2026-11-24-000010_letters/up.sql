-- When its leader marked it as read.
ALTER TABLE digests ADD COLUMN read_at TIMESTAMP;

-- What leaders write on their digests. cause: what makes one of a kind, so that a form sent twice is one instruction.
-- about_duty_id: the duty it is about; none for the digest as a whole. duty_id: the duty it was filed as.
CREATE TABLE instructions (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    number TEXT NOT NULL,
    cause TEXT NOT NULL,
    membership_id BIGINT NOT NULL,
    author TEXT NOT NULL,
    digest_id BIGINT NOT NULL,
    about_duty_id BIGINT,
    text TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('unfiled', 'filed', 'answered')),
    duty_id BIGINT,
    answer TEXT,
    decided_at TIMESTAMP,
    decided_by TEXT,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, number),
    UNIQUE (workspace_id, cause),
    FOREIGN KEY (workspace_id, membership_id) REFERENCES memberships (workspace_id, id),
    FOREIGN KEY (workspace_id, digest_id) REFERENCES digests (workspace_id, id),
    FOREIGN KEY (workspace_id, about_duty_id) REFERENCES duties (workspace_id, id),
    FOREIGN KEY (workspace_id, duty_id) REFERENCES duties (workspace_id, id)
);
CREATE INDEX instructions_state ON instructions (workspace_id, state, id);
CREATE INDEX instructions_author ON instructions (workspace_id, membership_id, id);
