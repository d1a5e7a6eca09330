-- How many duties of a workspace stand in each state, kept by the same transaction that moves them: a list says its numbers
-- exactly without counting.
CREATE TABLE duty_counts (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    state TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, state)
);
ALTER TABLE duties NO FORCE ROW LEVEL SECURITY;
INSERT INTO duty_counts (workspace_id, state, n) SELECT workspace_id, state, count(*) FROM duties GROUP BY workspace_id, state;
ALTER TABLE duties FORCE ROW LEVEL SECURITY;
ALTER TABLE duty_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON duty_counts USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
