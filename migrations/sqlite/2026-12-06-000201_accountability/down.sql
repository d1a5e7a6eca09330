DROP TABLE matter_decisions;
DROP TABLE matter_papers;
DROP TABLE matter_people;
DROP TABLE matters;
DROP TABLE matter_rules;
