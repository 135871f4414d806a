-- Dead letters that no consumer has had: administrators reject messages that wait. Runs unchanged on
-- H2 2.4 and on PostgreSQL, and again after a crash between its statements. Earlier versions read them.
ALTER TABLE dead_letter DROP CONSTRAINT IF EXISTS dead_letter_count;
ALTER TABLE dead_letter ADD CONSTRAINT dead_letter_count CHECK (delivery_count >= 0);
