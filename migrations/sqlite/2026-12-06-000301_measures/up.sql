-- Measures 处置措施 of a case. name: of other ones. due_rule: how the deadline is set (JSON), due_on: what it came to. proposal_id: of the ladder's
-- proposal it follows, if any.
CREATE TABLE case_measures (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    imposed_by TEXT NOT NULL,
    imposed_at TIMESTAMP NOT NULL,
    in_force_on DATE NOT NULL,
    due_rule TEXT,
    due_on DATE,
    conditions TEXT NOT NULL,
    reply TEXT NOT NULL,
    replied_on DATE,
    state TEXT NOT NULL CHECK (state IN ('in_force', 'fulfilled', 'failed', 'lifted', 'quashed')),
    ended_on DATE,
    reason TEXT NOT NULL,
    proposal_id BIGINT,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    CHECK ((state = 'in_force') = (ended_on IS NULL)),
    FOREIGN KEY (workspace_id, case_id) REFERENCES cases (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX case_measures_case ON case_measures (workspace_id, case_id, id);
CREATE INDEX case_measures_due ON case_measures (workspace_id, state, due_on);
CREATE INDEX case_measures_department ON case_measures (workspace_id, department_id, state, due_on);

-- Re-inspections 复查 of a measure.
CREATE TABLE case_inspections (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    measure_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    inspected_on DATE NOT NULL,
    inspectors TEXT NOT NULL,
    passed BOOLEAN NOT NULL,
    figures TEXT NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    recorded_by TEXT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, measure_id) REFERENCES case_measures (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX case_inspections_measure ON case_inspections (workspace_id, measure_id, inspected_on);

-- What was found of a case as a whole 认定: that it is serious, proven, a crime.
CREATE TABLE case_findings (
    workspace_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('serious', 'proven', 'criminal')),
    found_on DATE NOT NULL,
    text TEXT NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    recorded_by TEXT NOT NULL,
    PRIMARY KEY (workspace_id, case_id, kind),
    FOREIGN KEY (workspace_id, case_id) REFERENCES cases (workspace_id, id)
);

-- Versions of the escalation ladder 升级阶梯. in_force_on: from when on cases filed follow it; a draft has none.
CREATE TABLE ladders (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    number INTEGER NOT NULL,
    in_force_on DATE,
    note TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    made_by TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, number)
);

-- Its rules. kinds: codes of the kinds of cases it is for, all where empty (JSON). after: the measure that failed or was not done.
-- measures: what it proposes (JSON). days: working days the party is given. competent_id: who decides, else whoever holds the case.
CREATE TABLE ladder_rules (
    workspace_id BIGINT NOT NULL,
    ladder_id BIGINT NOT NULL,
    position INTEGER NOT NULL,
    kinds TEXT NOT NULL,
    condition TEXT NOT NULL,
    after TEXT,
    level TEXT,
    times INTEGER NOT NULL,
    months INTEGER NOT NULL,
    measures TEXT NOT NULL,
    days INTEGER NOT NULL,
    competent_id BIGINT,
    article TEXT NOT NULL,
    PRIMARY KEY (workspace_id, ladder_id, position),
    FOREIGN KEY (workspace_id, ladder_id) REFERENCES ladders (workspace_id, id),
    FOREIGN KEY (workspace_id, competent_id) REFERENCES departments (workspace_id, id)
);

-- The version a case was moved to; others follow the one in force when they were filed.
CREATE TABLE case_ladders (
    workspace_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    ladder_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, case_id),
    FOREIGN KEY (workspace_id, case_id) REFERENCES cases (workspace_id, id),
    FOREIGN KEY (workspace_id, ladder_id) REFERENCES ladders (workspace_id, id)
);

-- What the ladder proposes 升级建议, for people to decide. rule, facts: copies as of then (JSON). fact_key: one proposal per rule and fact.
CREATE TABLE case_proposals (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    ladder_id BIGINT NOT NULL,
    fact_key TEXT NOT NULL,
    rule TEXT NOT NULL,
    facts TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    proposed_at TIMESTAMP NOT NULL,
    due_on DATE NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'imposed', 'declined', 'with_office', 'dropped', 'stale')),
    declines INTEGER NOT NULL,
    decided_at TIMESTAMP,
    decided_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, case_id, fact_key),
    FOREIGN KEY (workspace_id, case_id) REFERENCES cases (workspace_id, id),
    FOREIGN KEY (workspace_id, ladder_id) REFERENCES ladders (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX case_proposals_state ON case_proposals (workspace_id, state, due_on);
CREATE INDEX case_proposals_department ON case_proposals (workspace_id, department_id, state);
