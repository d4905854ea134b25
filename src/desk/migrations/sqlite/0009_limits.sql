-- A file belongs to one desk, which counts in its memory. On a server limits are counted for all desks, and this is where that is looked
-- up; here nothing is ever found in it, so that the statements are the same.
CREATE VIEW ahead AS SELECT x'' AS bucket, 0 AS micros WHERE 1 = 0;
