DELETE FROM party_checks WHERE answer = 'skipped';
UPDATE party_checks SET answer = 'unknown' WHERE answer = 'conflict';
ALTER TABLE party_checks DROP CONSTRAINT party_checks_answer_check;
ALTER TABLE party_checks ADD CONSTRAINT party_checks_answer_check CHECK (answer IN ('yes', 'no', 'unknown', 'choice', 'unreadable'));
