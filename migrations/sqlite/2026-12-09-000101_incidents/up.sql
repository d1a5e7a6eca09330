-- Of a case about officers who enforced unlawfully: the department whose officers acted. A table of its own, so that a sweep reads these
-- cases and no others.
CREATE TABLE case_officers (
    workspace_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, case_id),
    FOREIGN KEY (workspace_id, case_id) REFERENCES cases (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX case_officers_department ON case_officers (workspace_id, department_id);

-- Major incidents 重大质量事故. department_id: who records it; region_id: the local government of the place. loss: direct loss in yuan, none
-- where it is not known yet. most_…: the highest figures it ever had, by which it is a new fact or not. reason: why it was withdrawn.
CREATE TABLE incidents (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    happened_on DATE NOT NULL,
    region_id BIGINT NOT NULL,
    place TEXT NOT NULL,
    product TEXT NOT NULL,
    party_id BIGINT,
    case_id BIGINT,
    deaths INTEGER NOT NULL CHECK (deaths >= 0),
    injured INTEGER NOT NULL CHECK (injured >= 0),
    loss BIGINT CHECK (loss >= 0),
    most_deaths INTEGER NOT NULL,
    most_injured INTEGER NOT NULL,
    most_loss BIGINT NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    department_id BIGINT,
    recorded_at TIMESTAMP NOT NULL,
    recorded_by TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('recorded', 'withdrawn')),
    reason TEXT NOT NULL,
    search_key TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, number),
    FOREIGN KEY (workspace_id, region_id) REFERENCES departments (workspace_id, id),
    FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id),
    FOREIGN KEY (workspace_id, case_id) REFERENCES cases (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX incidents_by_state ON incidents (workspace_id, state, id);
CREATE INDEX incidents_by_day ON incidents (workspace_id, happened_on, id);
CREATE INDEX incidents_by_region ON incidents (workspace_id, region_id, id);
CREATE INDEX incidents_by_case ON incidents (workspace_id, case_id);
CREATE INDEX incidents_by_party ON incidents (workspace_id, party_id);
CREATE INDEX incidents_by_department ON incidents (workspace_id, department_id);
