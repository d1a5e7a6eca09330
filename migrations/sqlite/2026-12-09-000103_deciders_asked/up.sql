-- Whoever was named of the deciding body was never asked whether they have an interest: they are from now on.
UPDATE matter_people SET standing = 'asked' WHERE part = 'decider' AND standing = 'clear' AND declared_at IS NULL;
