DROP INDEX duties_lead;
CREATE INDEX duties_lead ON duties (workspace_id, lead_id, state, sort_on);
DROP INDEX duties_returned;
DROP INDEX duties_lead_owed;
DROP INDEX duties_owed;
DROP INDEX duties_reported;
DROP INDEX duties_number;
DROP INDEX duty_parties_next;
ALTER TABLE duty_parties DROP COLUMN sort_on;
ALTER TABLE duty_parties DROP COLUMN duty_state;
CREATE OR REPLACE FUNCTION lianxi_sees(workspace BIGINT) RETURNS BOOLEAN LANGUAGE sql STABLE AS
$$ SELECT workspace::TEXT = current_setting('lianxi.workspace', true) $$;
