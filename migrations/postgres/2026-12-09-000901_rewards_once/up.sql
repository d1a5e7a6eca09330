-- At any time one reward of a case waits for approval. Of several proposed at once the first one waits; the others are refused.
-- The wall would hide the rows of all workspaces from their owner, and the index would then fail on them.
ALTER TABLE case_rewards NO FORCE ROW LEVEL SECURITY;
UPDATE case_rewards SET state = 'refused', decided_at = proposed_at, version = version + 1
WHERE state = 'proposed' AND EXISTS (
    SELECT 1 FROM case_rewards earlier
    WHERE earlier.workspace_id = case_rewards.workspace_id AND earlier.case_id = case_rewards.case_id
        AND earlier.state = 'proposed' AND earlier.id < case_rewards.id
);
ALTER TABLE case_rewards FORCE ROW LEVEL SECURITY;
CREATE UNIQUE INDEX case_rewards_waiting ON case_rewards (workspace_id, case_id) WHERE state = 'proposed';
