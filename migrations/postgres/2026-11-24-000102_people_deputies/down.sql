DROP INDEX department_people_deputy;
ALTER TABLE department_people DROP COLUMN until_on;
ALTER TABLE department_people DROP COLUMN from_on;
