-- What a mail carries beside its words (an invitation, a file), so that the list need not read every payload.
ALTER TABLE outbox ADD COLUMN carries TEXT NOT NULL DEFAULT '';
