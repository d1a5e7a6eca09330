-- Restrictions 失信限制: what a party, or a natural person who answers for it, may not do for a while. party_id: where it counts now; named:
-- what the party was called when it was imposed. last_on: the last day it holds, whatever ended it; 9999-12-31 while no end is known, so
-- that whether it holds on a day is a range of an index. Whether it has expired is never stored.
CREATE TABLE restrictions (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    number TEXT NOT NULL,
    party_id BIGINT NOT NULL,
    named TEXT NOT NULL,
    case_id BIGINT,
    kind TEXT NOT NULL CHECK (kind IN ('no_award', 'no_procurement', 'no_registration')),
    on_party BOOLEAN NOT NULL,
    basis TEXT NOT NULL,
    reason TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    imposed_by TEXT NOT NULL,
    found_on DATE NOT NULL,
    from_on DATE NOT NULL,
    term TEXT NOT NULL CHECK (term IN ('year_end', 'months', 'day', 'inspection', 'unlimited')),
    months INTEGER,
    until_on DATE,
    last_on DATE NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('in_force', 'fulfilled', 'lifted', 'quashed')),
    ended_on DATE,
    ended_by TEXT,
    ended_reason TEXT,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    CHECK ((term = 'months') = (months IS NOT NULL)),
    CHECK ((state = 'in_force') = (ended_on IS NULL)),
    FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id),
    FOREIGN KEY (workspace_id, case_id) REFERENCES cases (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE UNIQUE INDEX restrictions_number ON restrictions (workspace_id, number);
CREATE INDEX restrictions_of_party ON restrictions (workspace_id, party_id, kind, last_on);
CREATE INDEX restrictions_by_end ON restrictions (workspace_id, last_on, id);
CREATE INDEX restrictions_by_kind ON restrictions (workspace_id, kind, last_on, id);
CREATE INDEX restrictions_of_case ON restrictions (workspace_id, case_id);
CREATE INDEX restrictions_of_department ON restrictions (workspace_id, department_id, id);

-- The natural persons it falls on, as they answered for the party when it was imposed.
CREATE TABLE restriction_people (
    workspace_id BIGINT NOT NULL,
    restriction_id BIGINT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    post TEXT NOT NULL CHECK (post IN ('legal_representative', 'in_charge', 'directly_responsible')),
    PRIMARY KEY (workspace_id, restriction_id, position),
    FOREIGN KEY (workspace_id, restriction_id) REFERENCES restrictions (workspace_id, id)
);
CREATE INDEX restriction_people_key ON restriction_people (workspace_id, name_key);

-- What was proposed to lift one early, and what another person decided. The ids are of persons.
CREATE TABLE restriction_liftings (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    restriction_id BIGINT NOT NULL,
    reason TEXT NOT NULL,
    proposed_by_id BIGINT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'refused')),
    decided_by_id BIGINT,
    decided_by TEXT,
    decided_at TIMESTAMP,
    decision TEXT,
    PRIMARY KEY (workspace_id, id),
    CHECK ((state = 'open') = (decided_by_id IS NULL)),
    CHECK (decided_by_id IS NULL OR decided_by_id <> proposed_by_id),
    FOREIGN KEY (workspace_id, restriction_id) REFERENCES restrictions (workspace_id, id)
);
CREATE UNIQUE INDEX restriction_liftings_open ON restriction_liftings (workspace_id, restriction_id) WHERE state = 'open';
CREATE INDEX restriction_liftings_of ON restriction_liftings (workspace_id, restriction_id, id);
CREATE INDEX restriction_liftings_waiting ON restriction_liftings (workspace_id, state, id);

ALTER TABLE restrictions ENABLE ROW LEVEL SECURITY;
ALTER TABLE restrictions FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON restrictions USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE restriction_people ENABLE ROW LEVEL SECURITY;
ALTER TABLE restriction_people FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON restriction_people USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE restriction_liftings ENABLE ROW LEVEL SECURITY;
ALTER TABLE restriction_liftings FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON restriction_liftings USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
