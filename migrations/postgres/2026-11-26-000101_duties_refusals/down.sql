DROP INDEX duty_parties_refused;
