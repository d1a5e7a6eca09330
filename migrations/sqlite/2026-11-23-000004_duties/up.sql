CREATE TABLE duties (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    requirement TEXT NOT NULL,
    deliverable TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'assigned', 'in_progress', 'submitted', 'closed', 'refused', 'suspended', 'cancelled')),
    lead_id BIGINT,
    due_on DATE,
    -- due_on, or 9999-12-31 where there is none: both databases then sort alike and by the index.
    sort_on DATE NOT NULL,
    -- JSON of the rule the deadline was computed by; null where there is no deadline.
    due_rule TEXT,
    cadence TEXT,
    next_report_on DATE,
    origin_kind TEXT NOT NULL,
    origin_id BIGINT,
    origin_label TEXT NOT NULL,
    search_key TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    assigned_at TIMESTAMP,
    accepted_at TIMESTAMP,
    reported_at TIMESTAMP,
    submitted_at TIMESTAMP,
    returned_at TIMESTAMP,
    closed_at TIMESTAMP,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, number),
    FOREIGN KEY (workspace_id, lead_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX duties_due ON duties (workspace_id, state, sort_on, id);
CREATE INDEX duties_all ON duties (workspace_id, sort_on, id);
CREATE INDEX duties_lead ON duties (workspace_id, lead_id, state, sort_on);
CREATE INDEX duties_origin ON duties (workspace_id, origin_kind, origin_id);

-- The departments charged with a duty; each receives for itself. The lead stands here too.
CREATE TABLE duty_parties (
    workspace_id BIGINT NOT NULL,
    duty_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('lead', 'support')),
    state TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'refused', 'withdrawn')),
    -- What this department has to contribute; empty where the duty says it all.
    share TEXT NOT NULL,
    reason TEXT,
    received_at TIMESTAMP,
    reported_at TIMESTAMP,
    position BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, duty_id, department_id),
    FOREIGN KEY (workspace_id, duty_id) REFERENCES duties (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX duty_parties_department ON duty_parties (workspace_id, department_id, state);

CREATE TABLE duty_targets (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    duty_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    unit TEXT NOT NULL,
    comparison TEXT NOT NULL CHECK (comparison IN ('at_least', 'at_most', 'about', 'exactly')),
    per TEXT,
    position BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, duty_id) REFERENCES duties (workspace_id, id)
);
CREATE INDEX duty_targets_duty ON duty_targets (workspace_id, duty_id);

-- What a department says was done by a date.
CREATE TABLE reports (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    duty_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    person_id BIGINT REFERENCES people (id),
    actor TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    as_of DATE NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, duty_id) REFERENCES duties (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX reports_duty ON reports (workspace_id, duty_id, id);

CREATE TABLE measures (
    workspace_id BIGINT NOT NULL,
    report_id BIGINT NOT NULL,
    target_id BIGINT NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (workspace_id, report_id, target_id),
    FOREIGN KEY (workspace_id, report_id) REFERENCES reports (workspace_id, id),
    FOREIGN KEY (workspace_id, target_id) REFERENCES duty_targets (workspace_id, id)
);
CREATE INDEX measures_target ON measures (workspace_id, target_id);

-- Every deadline a duty ever had; the last row is the one in force.
CREATE TABLE duty_deadlines (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    duty_id BIGINT NOT NULL,
    due_on DATE,
    due_rule TEXT,
    cause TEXT NOT NULL CHECK (cause IN ('assigned', 'edited', 'extension', 'calendar')),
    reason TEXT NOT NULL,
    actor TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, duty_id) REFERENCES duties (workspace_id, id)
);
CREATE INDEX duty_deadlines_duty ON duty_deadlines (workspace_id, duty_id, id);

CREATE TABLE extensions (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    duty_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    requested_by_id BIGINT REFERENCES people (id),
    actor TEXT NOT NULL,
    until DATE NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('requested', 'granted', 'denied')),
    requested_at TIMESTAMP NOT NULL,
    decided_at TIMESTAMP,
    answer TEXT,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, duty_id) REFERENCES duties (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX extensions_duty ON extensions (workspace_id, duty_id, id);
CREATE INDEX extensions_open ON extensions (workspace_id, state);

-- The send-once ledger: this person was reminded of this deadline at this threshold.
-- threshold: working days to the deadline (5, 1, 0, -1 …); null rows do not exist, a reminder by hand has its own number.
CREATE TABLE reminders (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    duty_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL CHECK (kind IN ('automatic', 'by_hand')),
    due_on DATE NOT NULL,
    threshold INTEGER NOT NULL,
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, duty_id, person_id, kind, due_on, threshold),
    FOREIGN KEY (workspace_id, duty_id) REFERENCES duties (workspace_id, id)
);
