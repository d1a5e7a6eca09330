-- The register shows what is not closed, what is due first on top: read in that order and no further than a page reaches.
CREATE INDEX cases_live ON cases (workspace_id, next_due_on, id) WHERE state <> 'closed';
