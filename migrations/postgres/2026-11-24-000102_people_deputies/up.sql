-- A deputy stands in for one liaison of a department, from a day until another where they are given; both belong to it.
ALTER TABLE department_people ADD COLUMN from_on DATE;
ALTER TABLE department_people ADD COLUMN until_on DATE;
CREATE INDEX department_people_deputy ON department_people (workspace_id, deputy_of_id);

-- Deputies named before belonged to nobody in particular: they stand in for whoever is liaison longest.
SET LOCAL lianxi.workspace = '*';
UPDATE department_people SET deputy_of_id = (
    SELECT l.membership_id FROM department_people l
    WHERE l.workspace_id = department_people.workspace_id AND l.department_id = department_people.department_id
        AND l.function = 'liaison' AND l.membership_id <> department_people.membership_id
    ORDER BY l.since, l.membership_id LIMIT 1
)
WHERE function = 'deputy' AND deputy_of_id IS NULL;
SET LOCAL lianxi.workspace = '';
