-- People and how they get in. These tables belong to the installation, not to a workspace.
CREATE TABLE installation (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);

CREATE TABLE people (
    id BIGINT PRIMARY KEY NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT,
    language TEXT,
    is_operator BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'disabled')),
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE sessions (
    id BIGINT PRIMARY KEY NOT NULL,
    secret_hash TEXT NOT NULL,
    csrf TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id, seen_at);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Single-use secrets of one person or, before there is one, of an address: password reset, set-up, demonstration links.
CREATE TABLE account_tokens (
    id BIGINT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('setup', 'reset', 'demo')),
    person_id BIGINT REFERENCES people (id),
    secret_hash TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX account_tokens_person ON account_tokens (person_id);

-- Token buckets; the key is a hash of what is throttled (account, address), so that the table tells nothing by itself.
CREATE TABLE throttles (
    key_hash TEXT PRIMARY KEY NOT NULL,
    tokens DOUBLE PRECISION NOT NULL,
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX throttles_age ON throttles (updated_at);
