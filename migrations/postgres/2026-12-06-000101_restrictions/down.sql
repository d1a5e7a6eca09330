DROP TABLE restriction_liftings;
DROP TABLE restriction_people;
DROP TABLE restrictions;
