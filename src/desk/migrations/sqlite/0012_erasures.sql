-- An erasure that a system could not be told of waits for an operator, with what the last attempt failed with.
ALTER TABLE erasures ADD COLUMN state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'parked'));
ALTER TABLE erasures ADD COLUMN fault TEXT;
