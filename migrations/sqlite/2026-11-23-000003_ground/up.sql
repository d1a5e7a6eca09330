-- Append-only: who did what, when, from which state to which, and the text they gave.
CREATE TABLE timeline (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    at TIMESTAMP NOT NULL,
    person_id BIGINT REFERENCES people (id),
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    from_state TEXT,
    to_state TEXT,
    text TEXT,
    data TEXT NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX timeline_subject ON timeline (workspace_id, subject_kind, subject_id, id);

-- Mail to be sent. workspace_id 0 is the installation itself (password resets, set-up).
CREATE TABLE outbox (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    person_id BIGINT REFERENCES people (id),
    address TEXT NOT NULL,
    recipient TEXT NOT NULL,
    cause TEXT NOT NULL,
    template TEXT NOT NULL,
    language TEXT NOT NULL,
    payload TEXT NOT NULL,
    message_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
    attempts INTEGER NOT NULL,
    due_at TIMESTAMP NOT NULL,
    lease_owner TEXT,
    lease_until TIMESTAMP,
    last_error TEXT,
    created_at TIMESTAMP NOT NULL,
    sent_at TIMESTAMP,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, cause)
);
CREATE INDEX outbox_due ON outbox (state, due_at);
CREATE INDEX outbox_fates ON outbox (workspace_id, state, id);

-- Background work that repeats or waits: one row a thing to do, claimed by moving due_at.
CREATE TABLE steps (
    workspace_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    payload TEXT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    lease_owner TEXT,
    lease_until TIMESTAMP,
    attempts INTEGER NOT NULL,
    last_error TEXT,
    PRIMARY KEY (workspace_id, kind, key)
);
CREATE INDEX steps_due ON steps (due_at);

-- Days a workspace has set otherwise than the shipped calendar.
CREATE TABLE calendar_days (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    day DATE NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('holiday', 'workday')),
    name TEXT NOT NULL,
    PRIMARY KEY (workspace_id, day)
);
