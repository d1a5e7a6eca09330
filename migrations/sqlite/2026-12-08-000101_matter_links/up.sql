-- What links to a matter name it by: another once it is put to somebody else, so that no letter that went or still waits to go to the
-- former address opens it.
ALTER TABLE matters ADD COLUMN link_id BIGINT NOT NULL DEFAULT 0;
UPDATE matters SET link_id = id;
CREATE UNIQUE INDEX matters_link ON matters (workspace_id, link_id);
