DROP TABLE case_proposals;
DROP TABLE case_ladders;
DROP TABLE ladder_rules;
DROP TABLE ladders;
DROP TABLE case_findings;
DROP TABLE case_inspections;
DROP TABLE case_measures;
