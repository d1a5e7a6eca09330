-- What everybody in the workspace may search of a duty; who is charged with it searches all it says (search_key).
ALTER TABLE duties ADD COLUMN outline_key TEXT NOT NULL DEFAULT '';
ALTER TABLE duties NO FORCE ROW LEVEL SECURITY;
UPDATE duties SET outline_key = lower(number || ' ' || title || ' ' || origin_label);
ALTER TABLE duties FORCE ROW LEVEL SECURITY;
