-- Says whose file this is: "TZTK".
PRAGMA application_id = 0x545A544B;

-- Times are RFC 3339 in UTC with milliseconds, so they sort as text.
CREATE TABLE tickets (
    id          INTEGER PRIMARY KEY,
    reference   TEXT NOT NULL UNIQUE,
    secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32),
    form        TEXT NOT NULL,
    form_name   TEXT NOT NULL,
    subject     TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('new', 'in_progress', 'waiting_for_reader', 'solved', 'closed')),
    category    TEXT,
    team        TEXT,
    priority    TEXT,
    context     TEXT NOT NULL CHECK (json_valid(context)),
    created     TEXT NOT NULL,
    updated     TEXT NOT NULL
) STRICT;

-- What was sent, with the labels of that day: a form may change, a ticket does not.
CREATE TABLE answers (
    ticket   INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    field    TEXT NOT NULL,
    label    TEXT NOT NULL,
    value    TEXT NOT NULL CHECK (json_valid(value)),
    PRIMARY KEY (ticket, position),
    UNIQUE (ticket, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE files (
    id         INTEGER PRIMARY KEY,
    ticket     INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    field      TEXT NOT NULL,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    data       BLOB NOT NULL
) STRICT;
CREATE INDEX files_of_ticket ON files (ticket);

-- What happened to a ticket; rows are only added.
CREATE TABLE events (
    id     INTEGER PRIMARY KEY,
    ticket INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    at     TEXT NOT NULL,
    kind   TEXT NOT NULL
) STRICT;
CREATE INDEX events_of_ticket ON events (ticket);

-- One key, one ticket. Neither the key nor the body can be read back.
CREATE TABLE idempotency_keys (
    key_hash  BLOB NOT NULL PRIMARY KEY CHECK (length(key_hash) = 32),
    body_hash BLOB NOT NULL CHECK (length(body_hash) = 32),
    ticket    INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    created   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_of_ticket ON idempotency_keys (ticket);
