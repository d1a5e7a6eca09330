DROP TABLE minutes_differences;
DROP TABLE minutes_reviews;
DROP TABLE minutes_sections;
DROP TABLE minutes;
