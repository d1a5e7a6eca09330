DROP TABLE duty_barred;
