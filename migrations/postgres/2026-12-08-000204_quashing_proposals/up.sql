-- What is proposed and decided by two people: to lift a restriction early, or to declare it void from the beginning.
ALTER TABLE restriction_liftings ADD COLUMN verb TEXT NOT NULL DEFAULT 'lift' CHECK (verb IN ('lift', 'quash'));
