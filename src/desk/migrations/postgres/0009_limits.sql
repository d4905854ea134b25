-- What limits have counted, for all desks. It may be lost: UNLOGGED, so that counting waits for no disk, and room on each page, so that
-- a row that is counted up stays where it is.
CREATE UNLOGGED TABLE limits (
    -- Of an address or a ticket only a hash, with a key that the house keeps.
    bucket     BYTEA PRIMARY KEY CHECK (length(bucket) = 16),
    -- When all that was used will have run out. A row whose time is over says as much as no row.
    used_until TIMESTAMPTZ NOT NULL
) WITH (fillfactor = 50);

-- How many microseconds that is from now, by the clock of the server, which all desks share.
CREATE VIEW ahead AS
    SELECT bucket, CAST(extract(epoch FROM used_until - clock_timestamp()) * 1000000 AS BIGINT) AS micros FROM limits;
