-- Editions of the rules that raise matters; the shipped one is number 1 and no row. rules: JSON, as accountability::Rules reads it.
CREATE TABLE matter_rules (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 1),
    rules TEXT NOT NULL,
    note TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, number)
);

-- Accountability matters. fact_key: one matter a fact, whatever became of it. department_id: the subject, or whose post or official it is.
-- facts: a copy as things stood when it was raised, as JSON.
CREATE TABLE matters (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('duty_overdue', 'target_slide', 'hand_over_silent', 'campaign_missed', 'major_incident', 'unlawful_enforcement', 'misconduct')),
    fact_key TEXT NOT NULL,
    edition INTEGER NOT NULL,
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('department', 'local_government', 'post', 'official')),
    department_id BIGINT NOT NULL,
    subject_name TEXT NOT NULL,
    subject_membership_id BIGINT,
    subject_email TEXT NOT NULL,
    basis TEXT NOT NULL,
    facts TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'under_review', 'hearing', 'in_force', 'responded', 'closed', 'dismissed')),
    proposed_by TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    reason TEXT NOT NULL,
    notified_at TIMESTAMP,
    reply_due_on DATE,
    decided_at TIMESTAMP,
    objection_due_on DATE,
    response_due_on DATE,
    closed_at TIMESTAMP,
    verifier_id BIGINT,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, number),
    UNIQUE (workspace_id, fact_key),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id),
    FOREIGN KEY (workspace_id, verifier_id) REFERENCES departments (workspace_id, id),
    FOREIGN KEY (workspace_id, subject_membership_id) REFERENCES memberships (workspace_id, id)
);
CREATE INDEX matters_state ON matters (workspace_id, state, id);
CREATE INDEX matters_department ON matters (workspace_id, department_id, state, id);
CREATE INDEX matters_member ON matters (workspace_id, subject_membership_id);

-- Who looks into a matter, and who of the deciding body reads it.
CREATE TABLE matter_people (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    membership_id BIGINT NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('handler', 'decider')),
    standing TEXT NOT NULL CHECK (standing IN ('asked', 'clear', 'recused', 'released')),
    reason TEXT NOT NULL,
    declared_at TIMESTAMP,
    name TEXT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, matter_id, membership_id),
    FOREIGN KEY (workspace_id, matter_id) REFERENCES matters (workspace_id, id),
    FOREIGN KEY (workspace_id, membership_id) REFERENCES memberships (workspace_id, id)
);
CREATE INDEX matter_people_member ON matter_people (workspace_id, membership_id, matter_id);

-- What is said in a matter: replies, requests, hearings, investigation notes, responses, objections.
CREATE TABLE matter_papers (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('reply', 'hearing_request', 'extension_request', 'hearing', 'note', 'response', 'objection')),
    at TIMESTAMP NOT NULL,
    by_name TEXT NOT NULL,
    text TEXT NOT NULL,
    present TEXT NOT NULL,
    day DATE,
    answered TEXT NOT NULL CHECK (answered IN ('nothing', 'waiting', 'granted', 'denied')),
    answer TEXT NOT NULL,
    answered_by TEXT NOT NULL,
    answered_at TIMESTAMP,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, matter_id) REFERENCES matters (workspace_id, id)
);
CREATE INDEX matter_papers_matter ON matter_papers (workspace_id, matter_id, id);
CREATE INDEX matter_papers_waiting ON matter_papers (workspace_id, matter_id) WHERE answered = 'waiting';

-- What was decided, and what objections made of it.
CREATE TABLE matter_decisions (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    ruling TEXT NOT NULL CHECK (ruling IN ('first', 'upheld', 'changed', 'quashed')),
    form TEXT NOT NULL CHECK (form IN ('interview', 'written_review', 'criticism', 'no_award', 'refer', 'other', 'nothing')),
    basis TEXT NOT NULL,
    text TEXT NOT NULL,
    body TEXT NOT NULL CHECK (body IN ('meeting', 'department')),
    decision_id BIGINT,
    department_id BIGINT,
    body_label TEXT NOT NULL,
    decided_on DATE NOT NULL,
    membership_id BIGINT,
    by_name TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (workspace_id, id),
    CHECK ((body = 'meeting') = (decision_id IS NOT NULL)),
    CHECK ((body = 'department') = (department_id IS NOT NULL)),
    FOREIGN KEY (workspace_id, matter_id) REFERENCES matters (workspace_id, id),
    FOREIGN KEY (workspace_id, decision_id) REFERENCES decisions (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id),
    FOREIGN KEY (workspace_id, membership_id) REFERENCES memberships (workspace_id, id)
);
CREATE INDEX matter_decisions_matter ON matter_decisions (workspace_id, matter_id, id);

-- Row-level security: a second wall behind the queries' own workspace_id. FORCE binds the owner as well.
ALTER TABLE matter_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE matter_rules FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON matter_rules USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE matters ENABLE ROW LEVEL SECURITY;
ALTER TABLE matters FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON matters USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE matter_people ENABLE ROW LEVEL SECURITY;
ALTER TABLE matter_people FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON matter_people USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE matter_papers ENABLE ROW LEVEL SECURITY;
ALTER TABLE matter_papers FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON matter_papers USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE matter_decisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE matter_decisions FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON matter_decisions USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
