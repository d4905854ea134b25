-- What the desk does before it changes anything for a ticket; none where nothing is demanded.
ALTER TABLE tickets ADD COLUMN verify TEXT CHECK (verify IN ('callback'));

-- Who follows a notice is answered at once.
CREATE INDEX tickets_of_form ON tickets (form);
