DROP INDEX cases_live;
