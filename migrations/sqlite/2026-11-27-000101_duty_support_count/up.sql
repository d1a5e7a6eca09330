-- How many departments support a duty, kept by the same save: a list then reads one table.
ALTER TABLE duties ADD COLUMN support_count INTEGER NOT NULL DEFAULT 0;
UPDATE duties SET support_count = (
    SELECT count(*) FROM duty_parties p
    WHERE p.workspace_id = duties.workspace_id AND p.duty_id = duties.id AND p.part = 'support' AND p.state <> 'withdrawn');
