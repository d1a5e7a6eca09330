-- Two more answers about a line of a pasted list: its name and its code are not of one party; it is no line to be asked about (a head, a total).
ALTER TABLE party_checks DROP CONSTRAINT party_checks_answer_check;
ALTER TABLE party_checks ADD CONSTRAINT party_checks_answer_check
    CHECK (answer IN ('yes', 'no', 'unknown', 'choice', 'unreadable', 'conflict', 'skipped'));
