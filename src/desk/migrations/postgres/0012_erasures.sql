-- The same columns as this schema makes in an SQLite file. What they mean is said there.
ALTER TABLE erasures ADD COLUMN state TEXT COLLATE "C" NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'parked'));
ALTER TABLE erasures ADD COLUMN fault TEXT;
