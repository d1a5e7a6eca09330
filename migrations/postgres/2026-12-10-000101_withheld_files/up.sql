-- Versions of files of a matter that came from whoever it was put to before: the one it is put to now reads none of them.
CREATE TABLE matter_withheld (
    workspace_id BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    attachment_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, matter_id, attachment_id),
    FOREIGN KEY (workspace_id, matter_id) REFERENCES matters (workspace_id, id),
    FOREIGN KEY (workspace_id, attachment_id) REFERENCES attachments (workspace_id, id)
);

-- Row-level security: a second wall behind the queries' own workspace_id. FORCE binds the owner as well.
ALTER TABLE matter_withheld ENABLE ROW LEVEL SECURITY;
ALTER TABLE matter_withheld FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON matter_withheld USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
ALTER TABLE matters NO FORCE ROW LEVEL SECURITY;
ALTER TABLE attachments NO FORCE ROW LEVEL SECURITY;
ALTER TABLE memberships NO FORCE ROW LEVEL SECURITY;
ALTER TABLE membership_roles NO FORCE ROW LEVEL SECURITY;
ALTER TABLE matter_withheld NO FORCE ROW LEVEL SECURITY;
-- Of matters put to somebody else already it is not known who came from where: what nobody of the secretariat added is kept as it was.
INSERT INTO matter_withheld (workspace_id, matter_id, attachment_id)
SELECT m.workspace_id, m.id, a.id FROM matters m
JOIN attachments a ON a.workspace_id = m.workspace_id AND a.subject_kind = 'matter' AND a.subject_id = m.id
WHERE m.link_id <> m.id AND a.added_at < m.notified_at AND NOT EXISTS (
    SELECT 1 FROM memberships s
    JOIN membership_roles r ON r.workspace_id = s.workspace_id AND r.membership_id = s.id AND r.role = 'secretariat'
    WHERE s.workspace_id = a.workspace_id AND s.person_id = a.added_by_id AND s.state = 'active'
);
ALTER TABLE matters FORCE ROW LEVEL SECURITY;
ALTER TABLE attachments FORCE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
ALTER TABLE membership_roles FORCE ROW LEVEL SECURITY;
ALTER TABLE matter_withheld FORCE ROW LEVEL SECURITY;
