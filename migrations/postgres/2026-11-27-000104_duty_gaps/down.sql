DROP INDEX duties_without_date;
DROP INDEX duties_without_lead;
