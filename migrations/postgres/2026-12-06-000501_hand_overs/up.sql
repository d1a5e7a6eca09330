-- Hand-overs 移送: a case to another department or a body outside, to justice, and notices about one. number: readable. to_id or outside_name:
-- who receives it. asked: what the receiver is asked to do. A case keeps its holder until it is received.
CREATE TABLE hand_overs (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    number TEXT NOT NULL,
    case_id BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('transfer', 'referral', 'notice')),
    from_id BIGINT NOT NULL,
    to_id BIGINT,
    outside_name TEXT NOT NULL,
    outside_email TEXT NOT NULL,
    reason TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    enclosures TEXT NOT NULL,
    asked TEXT NOT NULL,
    sent_at TIMESTAMP NOT NULL,
    sent_by TEXT NOT NULL,
    receipt_due_on DATE NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sent', 'received', 'rejected', 'withdrawn', 'reported')),
    answered_at TIMESTAMP,
    answered_by TEXT NOT NULL,
    answer TEXT NOT NULL,
    should_go_to TEXT NOT NULL,
    result_due_on DATE,
    result TEXT NOT NULL,
    reported_at TIMESTAMP,
    reported_by TEXT NOT NULL,
    reminded_on DATE,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, number),
    CHECK ((to_id IS NULL) = (outside_name <> '')),
    CHECK ((state = 'sent') = (answered_at IS NULL)),
    CHECK ((state = 'reported') = (reported_at IS NOT NULL)),
    FOREIGN KEY (workspace_id, case_id) REFERENCES cases (workspace_id, id),
    FOREIGN KEY (workspace_id, from_id) REFERENCES departments (workspace_id, id),
    FOREIGN KEY (workspace_id, to_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX hand_overs_case ON hand_overs (workspace_id, case_id, id);
CREATE INDEX hand_overs_to ON hand_overs (workspace_id, to_id, state, receipt_due_on);
CREATE INDEX hand_overs_from ON hand_overs (workspace_id, from_id, state, receipt_due_on);
CREATE INDEX hand_overs_receipt ON hand_overs (workspace_id, state, receipt_due_on, id);
CREATE INDEX hand_overs_result ON hand_overs (workspace_id, state, result_due_on, id);
-- At any time one transfer or referral of a case is under way.
CREATE UNIQUE INDEX hand_overs_under_way ON hand_overs (workspace_id, case_id) WHERE state = 'sent' AND kind <> 'notice';

-- Row-level security: a second wall behind the queries' own workspace_id. FORCE binds the owner as well.
ALTER TABLE hand_overs ENABLE ROW LEVEL SECURITY;
ALTER TABLE hand_overs FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON hand_overs USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
