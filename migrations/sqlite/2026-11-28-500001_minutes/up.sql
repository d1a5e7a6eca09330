-- Minutes of a meeting, and the corrigenda to them (nth from 1). content: what was issued, as JSON, with its hash; files: which
-- attachment holds which version of it. number: none before it is issued, so that numbers have no gaps.
CREATE TABLE minutes (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    meeting_id BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('minutes', 'corrigendum')),
    nth INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'circulating', 'issued')),
    number TEXT,
    round INTEGER NOT NULL,
    template TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    created_by TEXT NOT NULL,
    issued_at TIMESTAMP,
    issued_by TEXT NOT NULL,
    content TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    files TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, meeting_id, kind, nth),
    UNIQUE (workspace_id, number),
    FOREIGN KEY (workspace_id, meeting_id) REFERENCES meetings (workspace_id, id)
);

-- recorded: what the text was drawn up from, to be compared with. circulated: the text as departments were asked about it last.
CREATE TABLE minutes_sections (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    minutes_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('opening', 'attendance', 'item', 'closing')),
    item_id BIGINT,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    recorded TEXT NOT NULL,
    circulated TEXT,
    saved_at TIMESTAMP NOT NULL,
    saved_by TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, minutes_id) REFERENCES minutes (workspace_id, id),
    FOREIGN KEY (workspace_id, item_id) REFERENCES agenda_items (workspace_id, id)
);
CREATE INDEX minutes_sections_minutes ON minutes_sections (workspace_id, minutes_id, position);

-- A department asked to countersign in a round. answer 'silent': the deadline passed without a word, which counts as consent.
CREATE TABLE minutes_reviews (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    minutes_id BIGINT NOT NULL,
    round INTEGER NOT NULL,
    department_id BIGINT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    due_on DATE NOT NULL,
    answer TEXT CHECK (answer IN ('agree', 'wording', 'disagree', 'silent')),
    text TEXT NOT NULL,
    answered_by TEXT NOT NULL,
    answered_at TIMESTAMP,
    reminded_at TIMESTAMP,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, minutes_id, round, department_id),
    FOREIGN KEY (workspace_id, minutes_id) REFERENCES minutes (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX minutes_reviews_department ON minutes_reviews (workspace_id, department_id, answered_at);
CREATE INDEX minutes_reviews_due ON minutes_reviews (workspace_id, due_on, answer);

-- What a review wants otherwise: another wording of a section or of a decision, or an objection to the whole. before: the wording at
-- that time.
CREATE TABLE minutes_differences (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    minutes_id BIGINT NOT NULL,
    review_id BIGINT NOT NULL,
    section_id BIGINT,
    decision_id BIGINT,
    before TEXT NOT NULL,
    wording TEXT NOT NULL,
    reason TEXT NOT NULL,
    verdict TEXT CHECK (verdict IN ('taken', 'rejected')),
    verdict_reason TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at TIMESTAMP,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, minutes_id) REFERENCES minutes (workspace_id, id),
    FOREIGN KEY (workspace_id, review_id) REFERENCES minutes_reviews (workspace_id, id),
    FOREIGN KEY (workspace_id, section_id) REFERENCES minutes_sections (workspace_id, id),
    FOREIGN KEY (workspace_id, decision_id) REFERENCES decisions (workspace_id, id)
);
CREATE INDEX minutes_differences_minutes ON minutes_differences (workspace_id, minutes_id, id);
