-- The subject of a message. Runs unchanged on H2 2.4 and on PostgreSQL. Earlier versions name their
-- columns and leave this one null, so they can run on the new schema while a cluster is upgraded.
-- PostgreSQL only notes the new column; H2 copies the table. H2 commits each statement by itself:
-- after a crash between them, this script runs again.
ALTER TABLE message ADD COLUMN IF NOT EXISTS subject VARCHAR(200);
ALTER TABLE dead_letter ADD COLUMN IF NOT EXISTS subject VARCHAR(200);
ALTER TABLE scheduled ADD COLUMN IF NOT EXISTS subject VARCHAR(200);
