-- Parties: whom enforcement is against. name_key: what spellings of one name have in common. id_number: of natural persons only, shown
-- only with a reason. A merged one keeps what it had and lives on in merged_into_id.
CREATE TABLE parties (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('enterprise', 'market', 'institution', 'person')),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    credit_code TEXT,
    registration_number TEXT,
    id_number TEXT,
    region_id BIGINT,
    address TEXT NOT NULL,
    products TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'merged')),
    merged_into_id BIGINT,
    search_key TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    CHECK (id_number IS NULL OR kind = 'person'),
    CHECK ((state = 'merged') = (merged_into_id IS NOT NULL)),
    FOREIGN KEY (workspace_id, region_id) REFERENCES departments (workspace_id, id),
    FOREIGN KEY (workspace_id, merged_into_id) REFERENCES parties (workspace_id, id)
);
-- Looked up in any state; unique among the active, so that a number leads to one party.
CREATE UNIQUE INDEX parties_credit_code ON parties (workspace_id, credit_code) WHERE state = 'active';
CREATE UNIQUE INDEX parties_registration_number ON parties (workspace_id, registration_number) WHERE state = 'active';
CREATE UNIQUE INDEX parties_id_number ON parties (workspace_id, id_number) WHERE state = 'active';
CREATE INDEX parties_by_credit_code ON parties (workspace_id, credit_code);
CREATE INDEX parties_by_registration_number ON parties (workspace_id, registration_number);
CREATE INDEX parties_by_id_number ON parties (workspace_id, id_number);
CREATE INDEX parties_by_key ON parties (workspace_id, name_key);
CREATE INDEX parties_by_age ON parties (workspace_id, state, id);
CREATE INDEX parties_by_kind ON parties (workspace_id, state, kind, id);
CREATE INDEX parties_by_name ON parties (workspace_id, state, name, id);
CREATE INDEX parties_by_region ON parties (workspace_id, region_id, state, id);
CREATE INDEX parties_absorbed ON parties (workspace_id, merged_into_id);

-- What a party was called before; until_on: the last day, where it is known.
CREATE TABLE party_names (
    workspace_id BIGINT NOT NULL,
    party_id BIGINT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    until_on DATE,
    PRIMARY KEY (workspace_id, party_id, position),
    FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id)
);
CREATE INDEX party_names_key ON party_names (workspace_id, name_key);

-- Who answers for a party.
CREATE TABLE party_people (
    workspace_id BIGINT NOT NULL,
    party_id BIGINT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    post TEXT NOT NULL CHECK (post IN ('legal_representative', 'in_charge', 'directly_responsible')),
    PRIMARY KEY (workspace_id, party_id, position),
    FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id)
);
CREATE INDEX party_people_name ON party_people (workspace_id, name);

-- The pieces of a party's search key, cut as `duties::model::gram` says.
CREATE TABLE party_grams (
    workspace_id BIGINT NOT NULL,
    -- By code point, so that a single character is a range of pieces.
    gram TEXT COLLATE "C" NOT NULL,
    party_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, gram, party_id),
    FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id)
);

-- Row-level security: a second wall behind the queries' own workspace_id. FORCE binds the owner as well.
ALTER TABLE parties ENABLE ROW LEVEL SECURITY;
ALTER TABLE parties FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON parties USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE party_names ENABLE ROW LEVEL SECURITY;
ALTER TABLE party_names FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON party_names USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE party_people ENABLE ROW LEVEL SECURITY;
ALTER TABLE party_people FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON party_people USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE party_grams ENABLE ROW LEVEL SECURITY;
ALTER TABLE party_grams FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON party_grams USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
