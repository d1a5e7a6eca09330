-- The pieces of a duty's search key, so that a word anywhere in it is found by index: at each place two characters, or three where
-- the first is ASCII, cut short at the end of a run without spaces. `duties::model::gram` says the same.
CREATE TABLE duty_grams (
    workspace_id BIGINT NOT NULL,
    gram TEXT NOT NULL,
    duty_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, gram, duty_id),
    FOREIGN KEY (workspace_id, duty_id) REFERENCES duties (workspace_id, id)
) WITHOUT ROWID;
INSERT INTO duty_grams (workspace_id, gram, duty_id)
WITH RECURSIVE place (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM place WHERE i < (SELECT max(length(search_key)) FROM duties))
SELECT DISTINCT workspace_id, CASE instr(piece, ' ') WHEN 0 THEN piece ELSE substr(piece, 1, instr(piece, ' ') - 1) END, id
FROM (
    SELECT d.workspace_id, d.id, substr(d.search_key, i, CASE WHEN unicode(substr(d.search_key, i, 1)) < 128 THEN 3 ELSE 2 END) AS piece
    FROM duties d CROSS JOIN place
    WHERE i <= length(d.search_key)
)
WHERE substr(piece, 1, 1) <> ' '
ORDER BY 1, 2, 3;
