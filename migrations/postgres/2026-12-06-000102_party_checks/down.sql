DROP TABLE party_checks;
