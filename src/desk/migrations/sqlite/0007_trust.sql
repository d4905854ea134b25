-- What readers do not see: notes, assignments, warnings.
ALTER TABLE events ADD COLUMN internal INTEGER NOT NULL DEFAULT 0 CHECK (internal IN (0, 1));
-- By which way it came: the reader's browser, a token, the command line, another system.
ALTER TABLE events ADD COLUMN actor TEXT;

-- Who did what and when, in one chain: each hash is of its row and of the hash before. No text of a ticket is in it, only a hash
-- of that, salted with what goes with the ticket.
CREATE TABLE audit (
    id     INTEGER PRIMARY KEY,
    at     TEXT NOT NULL,
    -- Not references: these stay when a ticket is erased.
    ticket INTEGER,
    event  INTEGER,
    kind   TEXT NOT NULL,
    who    TEXT NOT NULL,
    actor  TEXT NOT NULL,
    -- Of what is not about a ticket, such as the name of a token.
    detail TEXT,
    state  TEXT,
    digest BLOB,
    hash   BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_of_ticket ON audit (ticket) WHERE ticket IS NOT NULL;
CREATE UNIQUE INDEX audit_of_event ON audit (event) WHERE event IS NOT NULL;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;

-- Other systems that are told of events, by their names in the settings of the desk.
CREATE TABLE sinks (
    name   TEXT NOT NULL PRIMARY KEY,
    -- Words of the events it is told of, separated by spaces; empty for all.
    events TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT, WITHOUT ROWID;

-- What other systems are still to be told. A row is written with its event, in one transaction.
CREATE TABLE outbox (
    id       INTEGER PRIMARY KEY,
    sink     TEXT NOT NULL,
    ticket   INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    event    INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    created  TEXT NOT NULL,
    state    TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'parked', 'delivered', 'dropped')),
    attempts INTEGER NOT NULL DEFAULT 0,
    -- When it is tried next.
    due      TEXT NOT NULL,
    -- Until when whoever is at it has it for himself, and by which sign he knows it.
    claimed  TEXT,
    claim    TEXT,
    -- What the last attempt failed with; no text of a ticket.
    fault    TEXT,
    changed  TEXT NOT NULL,
    UNIQUE (sink, event)
) STRICT;
CREATE INDEX outbox_due ON outbox (due) WHERE state = 'waiting';
CREATE INDEX outbox_of_ticket ON outbox (ticket, sink, id);
CREATE INDEX outbox_of_event ON outbox (event);

-- What a ticket is called in another system.
CREATE TABLE remotes (
    sink   TEXT NOT NULL,
    ticket INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    id     TEXT NOT NULL,
    url    TEXT,
    PRIMARY KEY (sink, ticket)
) STRICT, WITHOUT ROWID;
CREATE INDEX remotes_of_ticket ON remotes (ticket);
CREATE INDEX remotes_by_id ON remotes (sink, id);

-- Calls of other systems that were taken, and words that they told: each counts once.
CREATE TABLE callbacks (
    sink TEXT NOT NULL,
    id   TEXT NOT NULL,
    at   TEXT NOT NULL,
    PRIMARY KEY (sink, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX callbacks_by_age ON callbacks (at);
