-- At any time one reward of a case waits for approval. Of several proposed at once the first one waits; the others are refused.
UPDATE case_rewards SET state = 'refused', decided_at = proposed_at, version = version + 1
WHERE state = 'proposed' AND EXISTS (
    SELECT 1 FROM case_rewards earlier
    WHERE earlier.workspace_id = case_rewards.workspace_id AND earlier.case_id = case_rewards.case_id
        AND earlier.state = 'proposed' AND earlier.id < case_rewards.id
);
CREATE UNIQUE INDEX case_rewards_waiting ON case_rewards (workspace_id, case_id) WHERE state = 'proposed';
