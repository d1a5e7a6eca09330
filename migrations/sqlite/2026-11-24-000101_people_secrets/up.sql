-- The secret of a mail's link is made when the mail is taken to be sent, never before, and is kept only as a hash. A mail that
-- was sent, and then once more because its sender died before it could say so, leaves two links that both work.
ALTER TABLE invitations ADD COLUMN earlier_secret_hash TEXT;
CREATE INDEX invitations_earlier ON invitations (earlier_secret_hash);

-- Mails of before that carried a link: what is over keeps nothing of it but a promise that nothing keeps.
UPDATE outbox SET payload = '{"secrets":{"button":{"token":{"id":0}}}}' WHERE template IN ('invitation', 'password-reset') AND state IN ('sent', 'failed');
