-- Two more answers about a line of a pasted list: its name and its code are not of one party; it is no line to be asked about (a head, a total).
-- SQLite changes a check only with its table.
CREATE TABLE party_checks_new (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    membership_id BIGINT NOT NULL,
    asked_by TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('award', 'procurement', 'registration')),
    typed TEXT NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'unknown', 'choice', 'unreadable', 'conflict', 'skipped')),
    party_id BIGINT,
    subject TEXT NOT NULL,
    until_on DATE,
    why TEXT NOT NULL,
    batch_id BIGINT,
    position INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, membership_id) REFERENCES memberships (workspace_id, id),
    FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id)
);
INSERT INTO party_checks_new SELECT * FROM party_checks;
DROP TABLE party_checks;
ALTER TABLE party_checks_new RENAME TO party_checks;
CREATE INDEX party_checks_of_batch ON party_checks (workspace_id, batch_id, position);
CREATE INDEX party_checks_of_party ON party_checks (workspace_id, party_id, id);
CREATE INDEX party_checks_by_answer ON party_checks (workspace_id, answer, id);
