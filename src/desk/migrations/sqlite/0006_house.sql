-- What the desk keeps for itself, and what several programs on one database must agree about.
CREATE TABLE house (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
