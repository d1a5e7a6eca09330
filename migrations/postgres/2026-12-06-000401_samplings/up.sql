-- Rounds of product sampling 监督抽查. name_key: what spellings of one name have in common.
CREATE TABLE sampling_rounds (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('county', 'city', 'province', 'national')),
    department_id BIGINT NOT NULL,
    first_on DATE NOT NULL,
    last_on DATE NOT NULL,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, name_key),
    CHECK (first_on <= last_on),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX sampling_rounds_by_day ON sampling_rounds (workspace_id, last_on, id);
CREATE INDEX sampling_rounds_by_department ON sampling_rounds (workspace_id, department_id, last_on, id);

-- What was sampled of a party in a round. party_name: as the table gave it. case_id: the case a failure or refusal led to. A second paste
-- of the same round makes nothing twice: one row a round, party, product and batch.
CREATE TABLE samplings (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    round_id BIGINT NOT NULL,
    party_id BIGINT NOT NULL,
    party_name TEXT NOT NULL,
    product TEXT NOT NULL,
    product_key TEXT NOT NULL,
    is_main BOOLEAN NOT NULL,
    batch TEXT NOT NULL,
    batch_key TEXT NOT NULL,
    sampled_on DATE NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('passed', 'failed', 'refused')),
    failed_items TEXT NOT NULL,
    case_id BIGINT,
    search_key TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, round_id, party_id, product_key, batch_key),
    CHECK (result = 'failed' OR failed_items = ''),
    FOREIGN KEY (workspace_id, round_id) REFERENCES sampling_rounds (workspace_id, id),
    FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id),
    FOREIGN KEY (workspace_id, case_id) REFERENCES cases (workspace_id, id)
);
CREATE INDEX samplings_by_result ON samplings (workspace_id, round_id, result, id);
CREATE INDEX samplings_by_party ON samplings (workspace_id, party_id, sampled_on, id);
CREATE INDEX samplings_by_case ON samplings (workspace_id, case_id, sampled_on, id);

-- Row-level security: a second wall behind the queries' own workspace_id. FORCE binds the owner as well.
ALTER TABLE sampling_rounds ENABLE ROW LEVEL SECURITY;
ALTER TABLE sampling_rounds FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON sampling_rounds USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE samplings ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplings FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON samplings USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
