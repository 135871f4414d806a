-- Under load PostgreSQL analyzes the log once a minute, and looks at 300 rows for each unit of the
-- columns' targets. With the usual 100 units that takes most of the log into the processors' caches,
-- and deliveries wait. Each query of the log has one index to follow, whatever the rows are like.
DO $$
DECLARE
  one name;
BEGIN
  FOR one IN
    SELECT attname FROM pg_attribute
    WHERE attrelid = 'message'::regclass AND attnum > 0 AND NOT attisdropped
  LOOP
    EXECUTE format('ALTER TABLE message ALTER COLUMN %I SET STATISTICS 10', one);
  END LOOP;
END $$;
