-- What was returned to its writer stays a version of its own; the writer goes on with a copy of it.
ALTER TABLE publication_versions DROP CONSTRAINT publication_versions_state_check;
ALTER TABLE publication_versions ADD CONSTRAINT publication_versions_state_check
    CHECK (state IN ('draft', 'submitted', 'approved', 'published', 'corrected', 'withdrawn', 'dropped', 'returned'));
