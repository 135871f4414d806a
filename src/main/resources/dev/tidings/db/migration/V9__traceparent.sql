-- The trace context of a message (W3C traceparent), for the spans of its receivers. Runs unchanged on H2
-- 2.4 and on PostgreSQL, and again after a crash between its statements. Earlier versions name their
-- columns and leave this one null, so they can run on the new schema while a cluster is upgraded.
ALTER TABLE IF EXISTS message ADD COLUMN IF NOT EXISTS traceparent VARCHAR(200);
ALTER TABLE dead_letter ADD COLUMN IF NOT EXISTS traceparent VARCHAR(200);
ALTER TABLE scheduled ADD COLUMN IF NOT EXISTS traceparent VARCHAR(200);
