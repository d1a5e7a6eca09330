-- When and of what a person is told. hour: wall time of the workspace; weekday: 1 Monday … 7 Sunday.
-- since: when these times were chosen; a time before it is not made up for.
CREATE TABLE digest_subscriptions (
    workspace_id BIGINT NOT NULL,
    membership_id BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('leader', 'liaison')),
    frequency TEXT NOT NULL CHECK (frequency IN ('daily', 'weekly', 'never')),
    weekday INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    working_days_only BOOLEAN NOT NULL,
    all_departments BOOLEAN NOT NULL,
    even_if_empty BOOLEAN NOT NULL,
    since TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, membership_id, kind),
    FOREIGN KEY (workspace_id, membership_id) REFERENCES memberships (workspace_id, id)
);

-- One row a person and period, so that nothing is sent twice. snapshot: JSON of the states told, for “then → now”;
-- content: JSON of what the mail said, for reading it again.
CREATE TABLE digests (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    membership_id BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('leader', 'liaison')),
    period TEXT NOT NULL,
    composed_at TIMESTAMP NOT NULL,
    finding TEXT NOT NULL,
    was_sent BOOLEAN NOT NULL,
    snapshot TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, membership_id, kind, period),
    FOREIGN KEY (workspace_id, membership_id) REFERENCES memberships (workspace_id, id)
);
