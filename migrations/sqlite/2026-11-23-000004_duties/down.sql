DROP TABLE reminders;
DROP TABLE extensions;
DROP TABLE duty_deadlines;
DROP TABLE measures;
DROP TABLE reports;
DROP TABLE duty_targets;
DROP TABLE duty_parties;
DROP TABLE duties;
