-- The workspace of the running transaction, set by the program with set_config(…, true). Unset, nothing is seen.
CREATE FUNCTION lianxi_sees(workspace BIGINT) RETURNS BOOLEAN LANGUAGE sql STABLE AS
$$ SELECT workspace::TEXT = current_setting('lianxi.workspace', true) $$;

-- As above, for the few tables that log-in, the outbox and the schedule read across workspaces: they say so with '*'.
CREATE FUNCTION lianxi_sees_or_all(workspace BIGINT) RETURNS BOOLEAN LANGUAGE sql STABLE AS
$$ SELECT current_setting('lianxi.workspace', true) IN (workspace::TEXT, '*') $$;

CREATE TABLE workspaces (
    id BIGINT PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    settings TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'closed')),
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE memberships (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    state TEXT NOT NULL CHECK (state IN ('active', 'left', 'removed')),
    joined_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    seen_at TIMESTAMP,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, person_id)
);
CREATE INDEX memberships_person ON memberships (person_id);

CREATE TABLE membership_roles (
    workspace_id BIGINT NOT NULL,
    membership_id BIGINT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('secretariat', 'liaison', 'leader', 'auditor', 'administrator')),
    PRIMARY KEY (workspace_id, membership_id, role),
    FOREIGN KEY (workspace_id, membership_id) REFERENCES memberships (workspace_id, id)
);

CREATE TABLE departments (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('department', 'local_government')),
    parent_id BIGINT,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'merged')),
    merged_into_id BIGINT,
    position BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, code),
    FOREIGN KEY (workspace_id, parent_id) REFERENCES departments (workspace_id, id),
    FOREIGN KEY (workspace_id, merged_into_id) REFERENCES departments (workspace_id, id)
);

-- Every spelling a department is known by, its name and short name included; one spelling means one department.
CREATE TABLE department_aliases (
    workspace_id BIGINT NOT NULL,
    alias_key TEXT NOT NULL,
    alias TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('name', 'short_name', 'alias')),
    PRIMARY KEY (workspace_id, alias_key),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX department_aliases_department ON department_aliases (workspace_id, department_id);

-- Who acts for a department: liaisons, their deputies, and the leaders in charge of it.
CREATE TABLE department_people (
    workspace_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    membership_id BIGINT NOT NULL,
    function TEXT NOT NULL CHECK (function IN ('liaison', 'deputy', 'leader')),
    deputy_of_id BIGINT,
    since TIMESTAMP NOT NULL,
    PRIMARY KEY (workspace_id, department_id, membership_id, function),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id),
    FOREIGN KEY (workspace_id, membership_id) REFERENCES memberships (workspace_id, id),
    FOREIGN KEY (workspace_id, deputy_of_id) REFERENCES memberships (workspace_id, id)
);
CREATE INDEX department_people_member ON department_people (workspace_id, membership_id);

-- roles: JSON list of roles; departments: JSON list of {department_id, function}.
CREATE TABLE invitations (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    departments TEXT NOT NULL,
    secret_hash TEXT NOT NULL UNIQUE,
    invited_by_id BIGINT REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    revoked_at TIMESTAMP,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX invitations_address ON invitations (workspace_id, email_key);

-- Links in mails that open one thing without a login, bound to a person and a purpose.
CREATE TABLE links (
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
CREATE INDEX links_person ON links (workspace_id, person_id, purpose);

-- The next readable number of a kind in a year.
CREATE TABLE counters (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    next BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, kind, year)
);

-- Row-level security: a second wall behind the queries' own workspace_id. FORCE binds the owner as well.
ALTER TABLE workspaces ENABLE ROW LEVEL SECURITY;
ALTER TABLE workspaces FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON workspaces USING (lianxi_sees_or_all(id)) WITH CHECK (lianxi_sees_or_all(id));
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON memberships USING (lianxi_sees_or_all(workspace_id)) WITH CHECK (lianxi_sees_or_all(workspace_id));
ALTER TABLE membership_roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE membership_roles FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON membership_roles USING (lianxi_sees_or_all(workspace_id)) WITH CHECK (lianxi_sees_or_all(workspace_id));
ALTER TABLE departments ENABLE ROW LEVEL SECURITY;
ALTER TABLE departments FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON departments USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE department_aliases ENABLE ROW LEVEL SECURITY;
ALTER TABLE department_aliases FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON department_aliases USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE department_people ENABLE ROW LEVEL SECURITY;
ALTER TABLE department_people FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON department_people USING (lianxi_sees_or_all(workspace_id)) WITH CHECK (lianxi_sees_or_all(workspace_id));
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON invitations USING (lianxi_sees_or_all(workspace_id)) WITH CHECK (lianxi_sees_or_all(workspace_id));
ALTER TABLE links ENABLE ROW LEVEL SECURITY;
ALTER TABLE links FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON links USING (lianxi_sees_or_all(workspace_id)) WITH CHECK (lianxi_sees_or_all(workspace_id));
ALTER TABLE counters ENABLE ROW LEVEL SECURITY;
ALTER TABLE counters FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON counters USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
