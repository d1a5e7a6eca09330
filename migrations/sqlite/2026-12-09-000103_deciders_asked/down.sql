UPDATE matter_people SET standing = 'clear' WHERE part = 'decider' AND standing = 'asked' AND declared_at IS NULL;
