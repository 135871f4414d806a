-- Under load PostgreSQL analyzes the log once a minute, and looks at 300 rows for each unit of the
-- columns' targets. With the usual 100 units that takes most of the log into the processors' caches,
-- and deliveries wait. Each query of the log has one index to follow, whatever the rows are like.
-- The table is that of the schema that the scripts run in, whatever else there is on the search path.
DO $$
DECLARE
  log CONSTANT regclass := format('%I.message', current_schema())::regclass;
  one name;
BEGIN
  FOR one IN
    SELECT attname FROM pg_attribute WHERE attrelid = log AND attnum > 0 AND NOT attisdropped
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS 10', log, one);
  END LOOP;
END $$;
