-- The same columns and tables as this schema makes in an SQLite file. What they mean is said there.
ALTER TABLE tickets ADD COLUMN confirm_by TEXT COLLATE "C";
ALTER TABLE tickets ADD COLUMN let_in TEXT COLLATE "C";
ALTER TABLE tickets ADD COLUMN let_in_event BIGINT;
ALTER TABLE tickets ADD COLUMN email TEXT;
CREATE INDEX tickets_to_confirm ON tickets (confirm_by) WHERE confirm_by IS NOT NULL;
CREATE INDEX tickets_let_in ON tickets (let_in_event) WHERE let_in_event IS NOT NULL;

CREATE TABLE codes (
    ticket BIGINT NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    hash   BYTEA NOT NULL CHECK (length(hash) = 32),
    until  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (ticket, hash)
);
CREATE INDEX codes_by_age ON codes (until);

ALTER TABLE outbox ADD COLUMN asks BIGINT NOT NULL DEFAULT 0 CHECK (asks IN (0, 1));
