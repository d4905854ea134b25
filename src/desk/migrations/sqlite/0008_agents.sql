-- Who and what may answer tickets over the endpoint.
CREATE TABLE tokens (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL,
    -- Its first letters after `tzd_`, to recognise and to find it by.
    hint    TEXT NOT NULL UNIQUE CHECK (length(hint) = 6),
    -- Of the whole token, which is kept nowhere.
    hash    BLOB NOT NULL CHECK (length(hash) = 32),
    -- Words with a space between.
    scopes  TEXT NOT NULL,
    created TEXT NOT NULL,
    expires TEXT,
    -- The day it was used last; nothing finer is kept of whoever works with it.
    used    TEXT,
    revoked TEXT
) STRICT;

-- Who of the desk has it.
ALTER TABLE tickets ADD COLUMN assignee TEXT;
-- The ticket that it is the same as; only of closed ones.
ALTER TABLE tickets ADD COLUMN merged_into INTEGER REFERENCES tickets (id) ON DELETE SET NULL;
CREATE INDEX tickets_merged_into ON tickets (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX tickets_of_state ON tickets (state, id);
CREATE INDEX tickets_of_team ON tickets (team, id);
CREATE INDEX tickets_of_assignee ON tickets (assignee, id);
CREATE INDEX tickets_updated ON tickets (updated);

-- Old keys are forgotten.
CREATE INDEX idempotency_keys_created ON idempotency_keys (created);

-- Which systems were told something of a ticket, whatever the outbox has forgotten since.
CREATE TABLE told (
    sink   TEXT NOT NULL,
    ticket INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    PRIMARY KEY (sink, ticket)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_of_ticket ON told (ticket);
INSERT INTO told (sink, ticket) SELECT sink, ticket FROM remotes
    UNION SELECT sink, ticket FROM outbox WHERE state = 'delivered';

-- Who is still to be told that a ticket was erased. Its rows are gone by then.
CREATE TABLE erasures (
    id        INTEGER PRIMARY KEY,
    sink      TEXT NOT NULL,
    -- The row of the audit log that tells of it.
    record    INTEGER NOT NULL,
    reference TEXT NOT NULL,
    -- What the system called the ticket.
    remote    TEXT,
    url       TEXT,
    at        TEXT NOT NULL,
    attempts  INTEGER NOT NULL DEFAULT 0,
    -- When it is tried next, or until when whoever claimed it has it for himself.
    due       TEXT NOT NULL,
    claim     TEXT
) STRICT;
CREATE INDEX erasures_due ON erasures (due);
