-- Members from whom a confidential duty is kept although they are of the secretariat: they stand back from what it comes from.
CREATE TABLE duty_barred (
    workspace_id BIGINT NOT NULL,
    duty_id BIGINT NOT NULL,
    membership_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, duty_id, membership_id),
    FOREIGN KEY (workspace_id, duty_id) REFERENCES duties (workspace_id, id),
    FOREIGN KEY (workspace_id, membership_id) REFERENCES memberships (workspace_id, id)
);
CREATE INDEX duty_barred_member ON duty_barred (workspace_id, membership_id, duty_id);

-- Row-level security: a second wall behind the queries' own workspace_id. FORCE binds the owner as well.
ALTER TABLE duty_barred ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty_barred FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON duty_barred USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE duties NO FORCE ROW LEVEL SECURITY;
ALTER TABLE matter_people NO FORCE ROW LEVEL SECURITY;
ALTER TABLE duty_barred NO FORCE ROW LEVEL SECURITY;
-- Whoever stands back from a matter already.
INSERT INTO duty_barred (workspace_id, duty_id, membership_id)
SELECT d.workspace_id, d.id, p.membership_id FROM duties d
JOIN matter_people p ON p.workspace_id = d.workspace_id AND p.matter_id = d.origin_id AND p.standing = 'recused'
WHERE d.origin_kind = 'accountability_matter';
ALTER TABLE duties FORCE ROW LEVEL SECURITY;
ALTER TABLE matter_people FORCE ROW LEVEL SECURITY;
ALTER TABLE duty_barred FORCE ROW LEVEL SECURITY;
