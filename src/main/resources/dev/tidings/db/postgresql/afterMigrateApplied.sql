-- Under load PostgreSQL analyzes the log once a minute, and looks at 300 rows for each unit of the
-- columns' targets. With the usual 100 units that takes most of the log into the processors' caches,
-- and deliveries wait. Each query of the log has one index to follow, whatever the rows are like.
-- The contents of segments stand beside the rows and as they are: most are hard to compress, and a part
-- of one can be read. message_view shows the log to people: what is where, without the contents.
-- The table is that of the schema that the scripts run in, whatever else there is on the search path.
DO $$
DECLARE
  log CONSTANT regclass := to_regclass(format('%I.segment', current_schema()));
  one name;
BEGIN
  IF log IS NULL THEN
    RETURN;
  END IF;
  FOR one IN
    SELECT attname FROM pg_attribute WHERE attrelid = log AND attnum > 0 AND NOT attisdropped
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS 10', log, one);
  END LOOP;
  EXECUTE format('ALTER TABLE %s ALTER COLUMN content SET STORAGE EXTERNAL', log);
  CREATE OR REPLACE VIEW message_view AS
    SELECT t.name AS topic, s.topic_id, s.lane, s.first_position, s.last_position, s.message_count,
      s.oldest_at, s.stored_at, s.earliest_expiry, s.latest_expiry,
      octet_length(s.content) AS content_bytes
    FROM segment s JOIN topic t ON t.id = s.topic_id;
END $$;
