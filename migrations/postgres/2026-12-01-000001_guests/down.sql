ALTER TABLE participants DROP COLUMN came;
DROP INDEX links_expiry;
DELETE FROM links WHERE person_id IS NULL;
ALTER TABLE links ALTER COLUMN person_id SET NOT NULL;
