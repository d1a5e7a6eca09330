ALTER TABLE publication_versions DROP COLUMN published_at;
