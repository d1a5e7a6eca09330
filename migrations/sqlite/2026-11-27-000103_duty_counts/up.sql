-- How many duties of a workspace stand in each state, kept by the same transaction that moves them: a list says its numbers
-- exactly without counting.
CREATE TABLE duty_counts (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    state TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, state)
);
INSERT INTO duty_counts (workspace_id, state, n) SELECT workspace_id, state, count(*) FROM duties GROUP BY workspace_id, state;
