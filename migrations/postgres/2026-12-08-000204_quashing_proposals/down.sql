DELETE FROM restriction_liftings WHERE verb = 'quash';
ALTER TABLE restriction_liftings DROP COLUMN verb;
