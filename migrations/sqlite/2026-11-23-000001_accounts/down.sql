DROP TABLE throttles;
DROP TABLE account_tokens;
DROP TABLE sessions;
DROP TABLE people;
DROP TABLE installation;
