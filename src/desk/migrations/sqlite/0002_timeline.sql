-- What happened to a ticket becomes its timeline. `kind` is one of created, state, reply, solved, reopened, rated and revoked.
ALTER TABLE events ADD COLUMN who TEXT NOT NULL DEFAULT 'reader' CHECK (who IN ('reader', 'desk', 'system'));
-- What somebody of the desk wants to be called.
ALTER TABLE events ADD COLUMN name TEXT;
ALTER TABLE events ADD COLUMN text TEXT NOT NULL DEFAULT '';
-- The state it brought, when that is another one than before.
ALTER TABLE events ADD COLUMN state TEXT
    CHECK (state IN ('new', 'in_progress', 'waiting_for_reader', 'solved', 'closed'));
ALTER TABLE events ADD COLUMN stars INTEGER CHECK (stars BETWEEN 1 AND 5);

INSERT INTO events (ticket, at, kind)
    SELECT id, created, 'created' FROM tickets
    WHERE NOT EXISTS (SELECT 1 FROM events WHERE events.ticket = tickets.id AND events.kind = 'created');

CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN
    SELECT RAISE(ABORT, 'what happened to a ticket is never changed');
END;

-- The entry a file came with; none for those that came with the ticket.
ALTER TABLE files ADD COLUMN event INTEGER REFERENCES events (id) ON DELETE CASCADE;
CREATE INDEX files_of_event ON files (event) WHERE event IS NOT NULL;

-- The entry that the request made; none where it made the ticket.
ALTER TABLE idempotency_keys ADD COLUMN event INTEGER REFERENCES events (id) ON DELETE CASCADE;
CREATE INDEX idempotency_keys_of_event ON idempotency_keys (event) WHERE event IS NOT NULL;

-- When the reader ended the private link.
ALTER TABLE tickets ADD COLUMN revoked TEXT;
-- When the ticket was closed; none while it is open. Links and reopening are counted from here, so it is kept right
-- whoever changes the state.
ALTER TABLE tickets ADD COLUMN closed TEXT;
UPDATE tickets SET closed = updated WHERE state = 'closed';
CREATE TRIGGER tickets_closed AFTER UPDATE OF state ON tickets
    WHEN (new.state = 'closed') <> (old.state = 'closed')
BEGIN
    UPDATE tickets SET closed = CASE new.state WHEN 'closed' THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END
        WHERE id = new.id;
END;
