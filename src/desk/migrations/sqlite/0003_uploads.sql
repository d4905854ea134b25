-- Names in the storage of attachments, drawn by the desk. A row is there before its file and goes after it: so no file is
-- forgotten, and none is removed that this database did not have written.
CREATE TABLE storage (
    name   TEXT NOT NULL PRIMARY KEY CHECK (length(name) = 32),
    since  TEXT NOT NULL,
    -- Its file is about to go: nothing can refer to it any more.
    doomed INTEGER NOT NULL DEFAULT 0 CHECK (doomed IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Bytes that arrived whole and are on the disk, under the id that a browser drew.
CREATE TABLE uploads (
    id         TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    name       TEXT NOT NULL UNIQUE REFERENCES storage (name),
    size       INTEGER NOT NULL CHECK (size > 0),
    media_type TEXT NOT NULL,
    sha256     BLOB NOT NULL CHECK (length(sha256) = 32),
    -- When they arrived, the last time.
    created    TEXT NOT NULL,
    -- The ticket that claimed them; none yet, or none any more.
    ticket     INTEGER REFERENCES tickets (id) ON DELETE SET NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_of_ticket ON uploads (ticket) WHERE ticket IS NOT NULL;
CREATE INDEX uploads_without_ticket ON uploads (created) WHERE ticket IS NULL;

-- Where the bytes of a file are. Files from before have none here and lie in `data`, which is empty from now on.
ALTER TABLE files ADD COLUMN upload TEXT REFERENCES uploads (id);
CREATE INDEX files_of_upload ON files (upload) WHERE upload IS NOT NULL;
