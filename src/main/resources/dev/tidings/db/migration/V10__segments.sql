-- A log of segments: one row for each lane of what a transaction appends. Runs unchanged on H2 2.4 and
-- on PostgreSQL. The table message stays: the first start of this version moves its rows to segments,
-- which no script can do on both. H2 commits each statement by itself: after a crash between them, this
-- script runs again.

CREATE TABLE IF NOT EXISTS segment (
  topic_id BIGINT NOT NULL,
  lane SMALLINT NOT NULL,
  first_position BIGINT NOT NULL,
  last_position BIGINT NOT NULL,
  -- Fewer than positions where some have expired; 0 only in what was the last segment of a lane then.
  message_count INTEGER NOT NULL,
  -- When the youngest message was published: the retention counts from then.
  stored_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  -- When the oldest one was, which may have expired since.
  oldest_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  earliest_expiry TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  latest_expiry TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  -- The times of those ids, in milliseconds, that have no row in message_id; -1 without any.
  ids_from BIGINT NOT NULL,
  ids_until BIGINT NOT NULL,
  content BYTEA NOT NULL,
  -- Serves every read of a lane in order, and the last position of a lane.
  PRIMARY KEY (topic_id, lane, last_position),
  CONSTRAINT segment_lane CHECK (lane BETWEEN 0 AND 9),
  CONSTRAINT segment_positions CHECK (first_position >= 1 AND last_position >= first_position),
  CONSTRAINT segment_count CHECK (
    message_count >= 0 AND message_count <= last_position - first_position + 1),
  CONSTRAINT segment_ids CHECK (ids_until >= ids_from)
);

-- Serves the look-up of one message by its id. It holds the key too, because H2 would read the contents
-- of all rows in question to find it.
CREATE INDEX IF NOT EXISTS segment_by_id_time ON segment (ids_from, ids_until, topic_id, lane, last_position);

-- Where the messages are whose ids the segments do not tell: a publisher chose the id, or it is much
-- older than the others of its segment, or the message is a copy for one queue of a dead letter that
-- was put back. The original, which others may still wait for, is copy 0.
CREATE TABLE IF NOT EXISTS message_id (
  msg_id BYTEA NOT NULL,
  copy BIGINT NOT NULL,
  topic_id BIGINT NOT NULL,
  lane SMALLINT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (msg_id, copy),
  CONSTRAINT message_id_copy CHECK (copy = 0 OR lane = 0)
);

-- Serves the removal of those whose messages leave the log.
CREATE INDEX IF NOT EXISTS message_id_by_position ON message_id (topic_id, lane, position);

-- Segments whose content turned out to be damaged, for whoever may want to look at them.
CREATE TABLE IF NOT EXISTS damaged_segment (
  topic_id BIGINT NOT NULL,
  lane SMALLINT NOT NULL,
  first_position BIGINT NOT NULL,
  last_position BIGINT NOT NULL,
  message_count INTEGER NOT NULL,
  stored_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  set_aside_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (topic_id, lane, last_position)
);
