DROP TABLE duty_counts;
