DROP INDEX duties_returned;
DROP INDEX duties_lead_owed;
DROP INDEX duties_owed;
DROP INDEX duties_reported;
DROP INDEX duties_number;
DROP INDEX duty_parties_next;
ALTER TABLE duty_parties DROP COLUMN sort_on;
ALTER TABLE duty_parties DROP COLUMN duty_state;
