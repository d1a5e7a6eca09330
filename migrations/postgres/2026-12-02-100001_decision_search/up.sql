-- What a search looks for a decision by: its words levelled as `duties::search_key` does. Decisions from before get an approximation,
-- the exact one once they are saved again.
ALTER TABLE decisions ADD COLUMN search_key TEXT NOT NULL DEFAULT '';
ALTER TABLE decisions NO FORCE ROW LEVEL SECURITY;
UPDATE decisions SET search_key = lower(text);
ALTER TABLE decisions FORCE ROW LEVEL SECURITY;
