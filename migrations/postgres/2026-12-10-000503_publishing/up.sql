-- When a version was published, beside the day it is published on, which may be earlier. None of what was published before this.
ALTER TABLE publication_versions ADD COLUMN published_at TIMESTAMP;
