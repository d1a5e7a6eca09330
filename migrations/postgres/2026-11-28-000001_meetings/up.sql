-- Series of meetings. rrule: RFC 5545, without DTSTART; starts_at and minutes are wall time and length, in the workspace's zone.
-- shift: what happens to an occurrence on a day off. *_days: working days before the meeting.
CREATE TABLE meeting_series (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    title TEXT NOT NULL,
    rrule TEXT NOT NULL,
    starts_on DATE NOT NULL,
    starts_at TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    place TEXT NOT NULL,
    chair_id BIGINT,
    shift TEXT NOT NULL CHECK (shift IN ('none', 'next', 'previous')),
    call_days INTEGER NOT NULL,
    cutoff_days INTEGER NOT NULL,
    notice_days INTEGER NOT NULL,
    quorum INTEGER NOT NULL,
    -- Departments invited, as a JSON list of their ids: a proposal for meetings yet to be made, checked when it is used.
    departments TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'ended')),
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, chair_id) REFERENCES memberships (workspace_id, id)
);

-- Meetings. occurrence_on: the day the series' rule gave, before shifting or moving; it keeps its place in the series.
-- touched: what was changed by hand, so that a changed series leaves it alone (JSON list of field names).
-- sequence: SEQUENCE of its calendar event. live_seq: grows with everything written in session.
CREATE TABLE meetings (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    number TEXT NOT NULL,
    series_id BIGINT,
    occurrence_on DATE,
    kind TEXT NOT NULL CHECK (kind IN ('regular', 'special', 'written')),
    title TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'collecting', 'announced', 'in_session', 'minuting', 'countersigning', 'issued', 'cancelled')),
    starts_at TIMESTAMP NOT NULL,
    minutes INTEGER NOT NULL,
    place TEXT NOT NULL,
    note TEXT NOT NULL,
    chair_id BIGINT,
    quorum INTEGER NOT NULL,
    call_on DATE,
    cutoff_on DATE,
    notice_on DATE,
    touched TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    live_seq BIGINT NOT NULL,
    current_item_id BIGINT,
    current_since TIMESTAMP,
    called_at TIMESTAMP,
    announced_at TIMESTAMP,
    -- The agenda changed after its announcement and nobody was told yet.
    changed_at TIMESTAMP,
    opened_at TIMESTAMP,
    adjourned_at TIMESTAMP,
    issued_at TIMESTAMP,
    cancelled_at TIMESTAMP,
    reason TEXT NOT NULL,
    search_key TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, number),
    UNIQUE (workspace_id, series_id, occurrence_on),
    FOREIGN KEY (workspace_id, series_id) REFERENCES meeting_series (workspace_id, id),
    FOREIGN KEY (workspace_id, chair_id) REFERENCES memberships (workspace_id, id)
);
CREATE INDEX meetings_time ON meetings (workspace_id, starts_at, id);
CREATE INDEX meetings_state ON meetings (workspace_id, state, starts_at);

-- Who comes: a department (with a person it names), a member on their own, or a guest without an account.
CREATE TABLE participants (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    meeting_id BIGINT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('chair', 'note_taker', 'attendee', 'observer', 'guest')),
    department_id BIGINT,
    membership_id BIGINT,
    -- As shown: the person's or guest's name; empty for a department that has named nobody.
    name TEXT NOT NULL,
    post TEXT NOT NULL,
    email TEXT NOT NULL,
    receipt TEXT NOT NULL CHECK (receipt IN ('none', 'attending', 'substitute', 'absent')),
    substitute TEXT NOT NULL,
    substitute_post TEXT NOT NULL,
    reason TEXT NOT NULL,
    answered_at TIMESTAMP,
    answered_by TEXT NOT NULL,
    reminded_at TIMESTAMP,
    -- In session: came (with when), left early (when), or did not come.
    presence TEXT NOT NULL CHECK (presence IN ('unknown', 'present', 'absent')),
    arrived_at TIMESTAMP,
    left_at TIMESTAMP,
    position BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, meeting_id, department_id, role),
    FOREIGN KEY (workspace_id, meeting_id) REFERENCES meetings (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id),
    FOREIGN KEY (workspace_id, membership_id) REFERENCES memberships (workspace_id, id)
);
CREATE INDEX participants_meeting ON participants (workspace_id, meeting_id, position);
CREATE INDEX participants_department ON participants (workspace_id, department_id, meeting_id);
CREATE INDEX participants_member ON participants (workspace_id, membership_id, meeting_id);

-- Agenda items. department_id: who proposes; none for the office. kind: 'follow_up' is the standing first item about former decisions.
-- position: place in the agenda, among accepted ones; 0 before. consent: the chair's to a late item.
CREATE TABLE agenda_items (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    meeting_id BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('ordinary', 'follow_up')),
    state TEXT NOT NULL CHECK (state IN ('draft', 'proposed', 'accepted', 'returned', 'deferred', 'merged', 'withdrawn', 'concluded')),
    department_id BIGINT,
    proposed_by_id BIGINT,
    proposed_by TEXT NOT NULL,
    title TEXT NOT NULL,
    asked TEXT NOT NULL CHECK (asked IN ('assign', 'coordinate', 'check', 'inform', 'deliberate')),
    background TEXT NOT NULL,
    proposed_decision TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    section TEXT NOT NULL,
    position BIGINT NOT NULL,
    restricted BOOLEAN NOT NULL,
    is_late BOOLEAN NOT NULL,
    late_reason TEXT NOT NULL,
    consent TEXT NOT NULL,
    consented_at TIMESTAMP,
    -- Why it was returned, deferred, merged or withdrawn.
    reason TEXT NOT NULL,
    merged_into_id BIGINT,
    -- The item of the later meeting this one goes on as, and the one of the earlier meeting it comes from.
    goes_on_as_id BIGINT,
    comes_from_id BIGINT,
    notes TEXT NOT NULL,
    outcome TEXT CHECK (outcome IN ('passed', 'in_principle', 'amended', 'shelved', 'rejected', 'noted')),
    spent_seconds BIGINT NOT NULL,
    search_key TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    submitted_at TIMESTAMP,
    decided_at TIMESTAMP,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, meeting_id) REFERENCES meetings (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id),
    FOREIGN KEY (workspace_id, proposed_by_id) REFERENCES memberships (workspace_id, id),
    FOREIGN KEY (workspace_id, merged_into_id) REFERENCES agenda_items (workspace_id, id),
    FOREIGN KEY (workspace_id, goes_on_as_id) REFERENCES agenda_items (workspace_id, id),
    FOREIGN KEY (workspace_id, comes_from_id) REFERENCES agenda_items (workspace_id, id)
);
CREATE INDEX agenda_items_meeting ON agenda_items (workspace_id, meeting_id, position, id);
CREATE INDEX agenda_items_department ON agenda_items (workspace_id, department_id, state);
CREATE INDEX agenda_items_state ON agenda_items (workspace_id, state, meeting_id);

-- Departments an item concerns; of a restricted item only these and its proposer see anything.
CREATE TABLE item_departments (
    workspace_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, item_id, department_id),
    FOREIGN KEY (workspace_id, item_id) REFERENCES agenda_items (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX item_departments_department ON item_departments (workspace_id, department_id, item_id);

-- What an item is about: clauses, duties (kind says which), later cases.
CREATE TABLE item_links (
    workspace_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (workspace_id, item_id, kind, subject_id),
    FOREIGN KEY (workspace_id, item_id) REFERENCES agenda_items (workspace_id, id)
);
CREATE INDEX item_links_subject ON item_links (workspace_id, kind, subject_id);

-- Written opinions asked of departments on an item. due_on grows by the working days its clock stood still.
CREATE TABLE opinions (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    days INTEGER NOT NULL,
    due_on DATE NOT NULL,
    answer TEXT CHECK (answer IN ('agree', 'agree_with_changes', 'disagree', 'no_remark')),
    text TEXT NOT NULL,
    answered_at TIMESTAMP,
    answered_by TEXT NOT NULL,
    is_late BOOLEAN NOT NULL,
    stopped_on DATE,
    stop_reason TEXT NOT NULL,
    reminded_at TIMESTAMP,
    withdrawn_at TIMESTAMP,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, item_id, department_id),
    FOREIGN KEY (workspace_id, item_id) REFERENCES agenda_items (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX opinions_department ON opinions (workspace_id, department_id, answered_at);

-- What the meeting settled. duty_id: the duty it became, a draft until it is assigned. no_due_reason, no_duty_reason: why there is none.
CREATE TABLE decisions (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    meeting_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    text TEXT NOT NULL,
    lead_id BIGINT,
    due_on DATE,
    no_due_reason TEXT NOT NULL,
    no_duty_reason TEXT NOT NULL,
    duty_id BIGINT,
    is_assigned BOOLEAN NOT NULL,
    removed_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, meeting_id) REFERENCES meetings (workspace_id, id),
    FOREIGN KEY (workspace_id, item_id) REFERENCES agenda_items (workspace_id, id),
    FOREIGN KEY (workspace_id, lead_id) REFERENCES departments (workspace_id, id),
    FOREIGN KEY (workspace_id, duty_id) REFERENCES duties (workspace_id, id)
);
CREATE INDEX decisions_meeting ON decisions (workspace_id, meeting_id, item_id, position);
CREATE INDEX decisions_duty ON decisions (workspace_id, duty_id);
CREATE INDEX decisions_lead ON decisions (workspace_id, lead_id, meeting_id);

CREATE TABLE decision_support (
    workspace_id BIGINT NOT NULL,
    decision_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, decision_id, department_id),
    FOREIGN KEY (workspace_id, decision_id) REFERENCES decisions (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX decision_support_department ON decision_support (workspace_id, department_id, decision_id);

-- What two note-takers write at once: one row a field, with its version, the meeting's live_seq of its last change, and the key of the
-- saving that made it, so that one sent again is not done again. subject_id: item, decision, participant, or the meeting itself.
CREATE TABLE live_fields (
    workspace_id BIGINT NOT NULL,
    meeting_id BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    field TEXT NOT NULL,
    version BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    saving TEXT NOT NULL,
    saved_by TEXT NOT NULL,
    saved_at TIMESTAMP NOT NULL,
    PRIMARY KEY (workspace_id, meeting_id, subject_id, field),
    FOREIGN KEY (workspace_id, meeting_id) REFERENCES meetings (workspace_id, id)
);
CREATE INDEX live_fields_seq ON live_fields (workspace_id, meeting_id, seq);

-- Row-level security: a second wall behind the queries' own workspace_id. FORCE binds the owner as well.
ALTER TABLE meeting_series ENABLE ROW LEVEL SECURITY;
ALTER TABLE meeting_series FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON meeting_series USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE meetings ENABLE ROW LEVEL SECURITY;
ALTER TABLE meetings FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON meetings USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE participants ENABLE ROW LEVEL SECURITY;
ALTER TABLE participants FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON participants USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE agenda_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE agenda_items FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON agenda_items USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE item_departments ENABLE ROW LEVEL SECURITY;
ALTER TABLE item_departments FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON item_departments USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE item_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE item_links FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON item_links USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE opinions ENABLE ROW LEVEL SECURITY;
ALTER TABLE opinions FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON opinions USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE decisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE decisions FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON decisions USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE decision_support ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision_support FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON decision_support USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE live_fields ENABLE ROW LEVEL SECURITY;
ALTER TABLE live_fields FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON live_fields USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
