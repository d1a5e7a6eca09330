DROP TABLE party_grams;
DROP TABLE party_people;
DROP TABLE party_names;
DROP TABLE parties;
