-- When samplings were last entered for a round, which may be long after it was announced.
ALTER TABLE sampling_rounds ADD COLUMN imported_at TIMESTAMP;
UPDATE sampling_rounds SET imported_at = (
    SELECT max(t.at) FROM timeline t
    WHERE t.workspace_id = sampling_rounds.workspace_id AND t.subject_kind = 'sampling_round' AND t.subject_id = sampling_rounds.id
        AND t.action = 'import');
