DROP TABLE duty_grams;
