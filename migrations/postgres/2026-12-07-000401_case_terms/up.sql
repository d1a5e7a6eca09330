-- How many working days the receipt and the result of a hand-over were given, so that both follow the calendar; none of what was sent before
-- this was kept, which stays on its day.
ALTER TABLE hand_overs ADD COLUMN receipt_days INTEGER;
ALTER TABLE hand_overs ADD COLUMN result_days INTEGER;
CREATE INDEX hand_overs_to_result ON hand_overs (workspace_id, to_id, state, result_due_on);
CREATE INDEX hand_overs_from_result ON hand_overs (workspace_id, from_id, state, result_due_on);
-- What a case's measures wait for.
CREATE INDEX case_measures_of_case ON case_measures (workspace_id, case_id, state, due_on);

-- How often a case was handed back, kept by the actions for the office's home.
ALTER TABLE cases ADD COLUMN handed_back INTEGER NOT NULL DEFAULT 0;
-- Row-level security walls off the owner too while it is forced; the rows of all workspaces are filled in here.
ALTER TABLE cases NO FORCE ROW LEVEL SECURITY;
ALTER TABLE hand_overs NO FORCE ROW LEVEL SECURITY;
UPDATE cases SET handed_back = (
    SELECT count(*) FROM hand_overs h
    WHERE h.workspace_id = cases.workspace_id AND h.case_id = cases.id AND h.kind <> 'notice'
      AND (h.state = 'rejected' OR (h.state IN ('received', 'reported') AND EXISTS (
        SELECT 1 FROM hand_overs e
        WHERE e.workspace_id = h.workspace_id AND e.case_id = h.case_id AND e.id < h.id AND e.kind <> 'notice' AND e.from_id = h.to_id))));
ALTER TABLE hand_overs FORCE ROW LEVEL SECURITY;
ALTER TABLE cases FORCE ROW LEVEL SECURITY;
CREATE INDEX cases_handed_back ON cases (workspace_id, id) WHERE handed_back >= 2 AND state <> 'closed';
