-- Until when the address of its requester can be confirmed; none where nothing is to be confirmed, or it is. As long as it is
-- there, only its reader sees the ticket, and other systems hear nothing of it.
ALTER TABLE tickets ADD COLUMN confirm_by TEXT;
-- When it was let in after that: what was promised counts from here.
ALTER TABLE tickets ADD COLUMN let_in TEXT;
-- The event that did. All events before it are told in its place.
ALTER TABLE tickets ADD COLUMN let_in_event INTEGER;
-- The address of its requester, where that is another one than was sent.
ALTER TABLE tickets ADD COLUMN email TEXT;
CREATE INDEX tickets_to_confirm ON tickets (confirm_by) WHERE confirm_by IS NOT NULL;
CREATE INDEX tickets_let_in ON tickets (let_in_event) WHERE let_in_event IS NOT NULL;

-- Codes that were sent to addresses. They cannot be read back.
CREATE TABLE codes (
    ticket INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    hash   BLOB NOT NULL CHECK (length(hash) = 32),
    -- When it ends.
    until  TEXT NOT NULL,
    PRIMARY KEY (ticket, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX codes_by_age ON codes (until);

-- Whether it is a mail that asks to confirm the address: it goes while all else waits.
ALTER TABLE outbox ADD COLUMN asks INTEGER NOT NULL DEFAULT 0 CHECK (asks IN (0, 1));
