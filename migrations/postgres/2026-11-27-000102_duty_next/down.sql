DROP INDEX duty_parties_pending;
DROP INDEX duties_lead_returned;
