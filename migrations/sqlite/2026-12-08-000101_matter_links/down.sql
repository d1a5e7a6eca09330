DROP INDEX matters_link;
ALTER TABLE matters DROP COLUMN link_id;
