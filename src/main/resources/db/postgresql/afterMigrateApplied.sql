-- Under load PostgreSQL looks anew each minute at what the log is like, at 300 rows for each of these
-- units: with the usual 100, that is most of the log, and all deliveries wait for the processors.
-- Every query of the log follows one of its two indexes, whatever the rows are like.
DO $$
DECLARE
  name name;
BEGIN
  FOR name IN
    SELECT attname FROM pg_attribute
    WHERE attrelid = 'message'::regclass AND attnum > 0 AND NOT attisdropped
  LOOP
    EXECUTE format('ALTER TABLE message ALTER COLUMN %I SET STATISTICS 10', name);
  END LOOP;
END $$;
