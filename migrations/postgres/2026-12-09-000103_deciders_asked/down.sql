ALTER TABLE matter_people NO FORCE ROW LEVEL SECURITY;
UPDATE matter_people SET standing = 'clear' WHERE part = 'decider' AND standing = 'asked' AND declared_at IS NULL;
ALTER TABLE matter_people FORCE ROW LEVEL SECURITY;
