DROP INDEX invitations_earlier;
ALTER TABLE invitations DROP COLUMN earlier_secret_hash;
