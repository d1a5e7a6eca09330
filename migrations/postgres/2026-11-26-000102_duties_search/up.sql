-- The pieces of a duty's search key, so that a word anywhere in it is found by index: at each place two characters, or three where
-- the first is ASCII, cut short at the end of a run without spaces. `duties::model::gram` says the same.
CREATE TABLE duty_grams (
    workspace_id BIGINT NOT NULL,
    -- By code point, so that a single character is a range of pieces.
    gram TEXT COLLATE "C" NOT NULL,
    duty_id BIGINT NOT NULL
);
-- Rows are written once and then only read; the rows of all workspaces are filled in by their owner, who is walled off like
-- everybody while row-level security is forced.
ALTER TABLE duties NO FORCE ROW LEVEL SECURITY;
INSERT INTO duty_grams (workspace_id, gram, duty_id)
SELECT DISTINCT workspace_id, CASE strpos(piece, ' ') WHEN 0 THEN piece ELSE substr(piece, 1, strpos(piece, ' ') - 1) END, id
FROM (
    SELECT d.workspace_id, d.id, substr(d.search_key, i, CASE WHEN ascii(substr(d.search_key, i, 1)) < 128 THEN 3 ELSE 2 END) AS piece
    FROM duties d CROSS JOIN LATERAL generate_series(1, length(d.search_key)) AS place (i)
) pieces
WHERE substr(piece, 1, 1) <> ' '
ORDER BY 1, 2, 3;
-- Made afterwards: at once instead of row by row.
ALTER TABLE duty_grams ADD PRIMARY KEY (workspace_id, gram, duty_id);
ALTER TABLE duty_grams ADD FOREIGN KEY (workspace_id, duty_id) REFERENCES duties (workspace_id, id);
-- An earlier migration copied state and order to the departments' parts without seeing any row of them; so it is done again here.
ALTER TABLE duty_parties NO FORCE ROW LEVEL SECURITY;
UPDATE duty_parties p SET duty_state = d.state, sort_on = d.sort_on
FROM duties d
WHERE d.workspace_id = p.workspace_id AND d.id = p.duty_id AND (p.duty_state <> d.state OR p.sort_on <> d.sort_on);
ALTER TABLE duty_parties FORCE ROW LEVEL SECURITY;
ALTER TABLE duties FORCE ROW LEVEL SECURITY;

ALTER TABLE duty_grams ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty_grams FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON duty_grams USING (lianxi_sees(workspace_id)) WITH CHECK (lianxi_sees(workspace_id));
