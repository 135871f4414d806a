-- Jobs about messages that were chosen one by one: their ids, 24 digits each with commas between, and
-- those of them that the job has not found. Runs unchanged on H2 2.4 and on PostgreSQL, and again after
-- a crash between its statements. Earlier versions name their columns and leave these null.
ALTER TABLE job ADD COLUMN IF NOT EXISTS msg_ids VARCHAR(30000);
ALTER TABLE job ADD COLUMN IF NOT EXISTS missing_ids VARCHAR(30000);
