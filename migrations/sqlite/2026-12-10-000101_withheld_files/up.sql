-- Versions of files of a matter that came from whoever it was put to before: the one it is put to now reads none of them.
CREATE TABLE matter_withheld (
    workspace_id BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    attachment_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, matter_id, attachment_id),
    FOREIGN KEY (workspace_id, matter_id) REFERENCES matters (workspace_id, id),
    FOREIGN KEY (workspace_id, attachment_id) REFERENCES attachments (workspace_id, id)
);
-- Of matters put to somebody else already it is not known who came from where: what nobody of the secretariat added is kept as it was.
INSERT INTO matter_withheld (workspace_id, matter_id, attachment_id)
SELECT m.workspace_id, m.id, a.id FROM matters m
JOIN attachments a ON a.workspace_id = m.workspace_id AND a.subject_kind = 'matter' AND a.subject_id = m.id
WHERE m.link_id <> m.id AND a.added_at < m.notified_at AND NOT EXISTS (
    SELECT 1 FROM memberships s
    JOIN membership_roles r ON r.workspace_id = s.workspace_id AND r.membership_id = s.id AND r.role = 'secretariat'
    WHERE s.workspace_id = a.workspace_id AND s.person_id = a.added_by_id AND s.state = 'active'
);
