-- Since when a party exists, where that is known: nothing is found against it before that day.
ALTER TABLE parties ADD COLUMN founded_on DATE;

-- Kinds of cases 案由 as data of the workspace. code: of the shipped ones; an own one has none that the program knows. fields: what is asked
-- beyond what every case has (JSON). measures: what usually follows first, each with its working days (JSON).
CREATE TABLE case_kinds (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    article TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    fields TEXT NOT NULL,
    measures TEXT NOT NULL,
    days_to_file INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'retired')),
    position INTEGER NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, code)
);

-- Enforcement cases 执法案件. number: from registering on; formal_number: allotted at filing. holder_id: the one department that holds it.
-- extra: what the kind asked for, with its labels as they were (JSON). next_due_on, next_what: what is due next, kept by the actions for lists.
CREATE TABLE cases (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    number TEXT NOT NULL,
    formal_number TEXT,
    kind_id BIGINT NOT NULL,
    party_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    facts TEXT NOT NULL,
    extra TEXT NOT NULL,
    product TEXT NOT NULL,
    is_main_product BOOLEAN NOT NULL,
    region_id BIGINT,
    place TEXT NOT NULL,
    holder_id BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('registered', 'open', 'handed_over', 'referred', 'closed')),
    came TEXT NOT NULL CHECK (came IN ('form', 'sampling', 'public_report', 'handed_in', 'severed')),
    found_on DATE NOT NULL,
    registered_on DATE NOT NULL,
    registered_at TIMESTAMP NOT NULL,
    registered_by TEXT NOT NULL,
    file_due_on DATE NOT NULL,
    filed_on DATE,
    closed_on DATE,
    outcome TEXT,
    reason TEXT NOT NULL,
    joined_into_id BIGINT,
    severed_from_id BIGINT,
    next_due_on DATE,
    next_what TEXT,
    search_key TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, number),
    UNIQUE (workspace_id, formal_number),
    CHECK ((state = 'closed') = (closed_on IS NOT NULL)),
    CHECK ((state = 'closed') = (outcome IS NOT NULL)),
    CHECK ((formal_number IS NULL) = (filed_on IS NULL)),
    FOREIGN KEY (workspace_id, kind_id) REFERENCES case_kinds (workspace_id, id),
    FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id),
    FOREIGN KEY (workspace_id, region_id) REFERENCES departments (workspace_id, id),
    FOREIGN KEY (workspace_id, holder_id) REFERENCES departments (workspace_id, id),
    FOREIGN KEY (workspace_id, joined_into_id) REFERENCES cases (workspace_id, id),
    FOREIGN KEY (workspace_id, severed_from_id) REFERENCES cases (workspace_id, id)
);
CREATE INDEX cases_by_age ON cases (workspace_id, id);
CREATE INDEX cases_by_state ON cases (workspace_id, state, id);
CREATE INDEX cases_by_due ON cases (workspace_id, state, next_due_on, id);
CREATE INDEX cases_by_kind ON cases (workspace_id, kind_id, state, id);
CREATE INDEX cases_by_holder ON cases (workspace_id, holder_id, state, next_due_on, id);
CREATE INDEX cases_by_region ON cases (workspace_id, region_id, state, id);
CREATE INDEX cases_by_party ON cases (workspace_id, party_id, id);
CREATE INDEX cases_joined ON cases (workspace_id, joined_into_id);
CREATE INDEX cases_severed ON cases (workspace_id, severed_from_id);

-- The pieces of a case's search key, cut as `duties::model::gram` says.
CREATE TABLE case_grams (
    workspace_id BIGINT NOT NULL,
    -- By code point, so that a single character is a range of pieces.
    gram TEXT COLLATE "C" NOT NULL,
    case_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, gram, case_id),
    FOREIGN KEY (workspace_id, case_id) REFERENCES cases (workspace_id, id)
);

-- What a case is about or led to elsewhere: agenda items, duties. label: as it was called when it was chosen.
CREATE TABLE case_links (
    workspace_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (workspace_id, case_id, kind, subject_id),
    FOREIGN KEY (workspace_id, case_id) REFERENCES cases (workspace_id, id)
);
CREATE INDEX case_links_subject ON case_links (workspace_id, kind, subject_id);

-- Who reported a case 举报人, apart from it. Shown to those in case_informer_viewers alone, each look with its reason in the timeline.
CREATE TABLE case_informers (
    workspace_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    is_anonymous BOOLEAN NOT NULL,
    name TEXT NOT NULL,
    contact TEXT NOT NULL,
    note TEXT NOT NULL,
    reported_on DATE NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    recorded_by TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, case_id),
    FOREIGN KEY (workspace_id, case_id) REFERENCES cases (workspace_id, id)
);
CREATE TABLE case_informer_viewers (
    workspace_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    membership_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, case_id, membership_id),
    FOREIGN KEY (workspace_id, case_id) REFERENCES case_informers (workspace_id, case_id),
    FOREIGN KEY (workspace_id, membership_id) REFERENCES memberships (workspace_id, id)
);

-- Rewards 举报奖励 to the informer; decided by another person than the one who proposed it. amount: in fen.
CREATE TABLE case_rewards (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    basis TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'refused')),
    proposed_at TIMESTAMP NOT NULL,
    proposed_by BIGINT NOT NULL,
    proposed_by_name TEXT NOT NULL,
    decided_at TIMESTAMP,
    decided_by BIGINT,
    decided_by_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    CHECK ((state = 'proposed') = (decided_at IS NULL)),
    CHECK (decided_by IS NULL OR decided_by <> proposed_by),
    FOREIGN KEY (workspace_id, case_id) REFERENCES cases (workspace_id, id)
);
CREATE INDEX case_rewards_case ON case_rewards (workspace_id, case_id, id);

-- Row-level security: a second wall behind the queries' own workspace_id. FORCE binds the owner as well.
ALTER TABLE case_kinds ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_kinds FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON case_kinds USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE cases FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON cases USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE case_grams ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_grams FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON case_grams USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE case_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_links FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON case_links USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE case_informers ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_informers FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON case_informers USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE case_informer_viewers ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_informer_viewers FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON case_informer_viewers USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE case_rewards ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_rewards FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON case_rewards USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
