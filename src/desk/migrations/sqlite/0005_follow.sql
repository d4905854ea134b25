-- When the desk will say more, as it announced; of a reader who asked to hurry, what was due. `kind` can be announced and
-- escalated, too.
ALTER TABLE events ADD COLUMN due TEXT;
-- The team that has the ticket from then on.
ALTER TABLE events ADD COLUMN team TEXT;
