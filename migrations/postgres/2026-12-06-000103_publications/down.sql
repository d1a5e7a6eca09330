DROP TABLE publication_versions;
DROP TABLE publications;
