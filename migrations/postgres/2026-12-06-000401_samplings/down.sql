DROP TABLE samplings;
DROP TABLE sampling_rounds;
