UPDATE publication_versions SET state = 'dropped' WHERE state = 'returned';
ALTER TABLE publication_versions DROP CONSTRAINT publication_versions_state_check;
ALTER TABLE publication_versions ADD CONSTRAINT publication_versions_state_check
    CHECK (state IN ('draft', 'submitted', 'approved', 'published', 'corrected', 'withdrawn', 'dropped'));
