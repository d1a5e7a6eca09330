ALTER TABLE outbox DROP COLUMN carries;
