-- Tidings, first schema. It runs unchanged on H2 2.4 and on PostgreSQL 15 and newer.
-- Invariants stand here as CHECK; which query an index serves stands beside it. A CHECK of
-- several constants is a CASE: H2 compares those of an IN list, and of what it takes for one, through
-- the session that made the table, which fails as soon as that session is closed.

-- Configuration: few rows, JPA entities.

-- One number at a time: of several that H2 takes in advance, one may be used before the file knows
-- that they are taken, and is given out again after a crash.
CREATE SEQUENCE topic_id_seq INCREMENT BY 1 CACHE 1;
CREATE SEQUENCE endpoint_id_seq INCREMENT BY 1 CACHE 1;
CREATE SEQUENCE subscription_id_seq INCREMENT BY 1 CACHE 1;

CREATE TABLE topic (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  name VARCHAR(200) NOT NULL,
  is_active BOOLEAN NOT NULL,
  has_gd BOOLEAN NOT NULL,
  is_api_sub_allowed BOOLEAN NOT NULL,
  on_no_subs VARCHAR(20) NOT NULL,
  max_depth BIGINT NOT NULL,
  overflow VARCHAR(20) NOT NULL,
  max_message_size INTEGER NOT NULL,
  default_expiration_ms BIGINT NOT NULL,
  retention_ms BIGINT NOT NULL,
  CONSTRAINT topic_name_is_unique UNIQUE (name),
  CONSTRAINT topic_on_no_subs CHECK (
    CASE on_no_subs WHEN 'ACCEPT' THEN TRUE WHEN 'DROP' THEN TRUE ELSE FALSE END),
  CONSTRAINT topic_overflow CHECK (
    CASE overflow WHEN 'REJECT' THEN TRUE WHEN 'DROP_OLDEST' THEN TRUE ELSE FALSE END),
  CONSTRAINT topic_limits CHECK (max_depth >= 1 AND max_message_size BETWEEN 1 AND 1048576),
  CONSTRAINT topic_durations CHECK (default_expiration_ms >= 0 AND retention_ms >= 0)
);

CREATE TABLE endpoint (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  name VARCHAR(200) NOT NULL,
  type VARCHAR(20) NOT NULL,
  role VARCHAR(20) NOT NULL,
  username VARCHAR(200),
  password_hash VARCHAR(500),
  is_active BOOLEAN NOT NULL,
  CONSTRAINT endpoint_name_is_unique UNIQUE (name),
  -- One credential belongs to one endpoint. Also serves the look-up at login.
  CONSTRAINT endpoint_username_is_unique UNIQUE (username),
  CONSTRAINT endpoint_type CHECK (
    CASE type WHEN 'REST' THEN TRUE WHEN 'WEBSOCKETS' THEN TRUE WHEN 'SERVICE' THEN TRUE WHEN 'INTERNAL' THEN TRUE ELSE FALSE END),
  CONSTRAINT endpoint_role CHECK (
    CASE role WHEN 'PUB_SUB' THEN TRUE WHEN 'PUB_ONLY' THEN TRUE WHEN 'SUB_ONLY' THEN TRUE WHEN 'ADMIN' THEN TRUE ELSE FALSE END),
  CONSTRAINT endpoint_credentials CHECK (username IS NULL OR password_hash IS NOT NULL)
);

-- The order of the lines matters: the first that matches counts.
CREATE TABLE endpoint_pattern (
  endpoint_id BIGINT NOT NULL REFERENCES endpoint (id) ON DELETE CASCADE,
  line_number INTEGER NOT NULL,
  line VARCHAR(210) NOT NULL,
  PRIMARY KEY (endpoint_id, line_number),
  CONSTRAINT endpoint_pattern_line CHECK (line LIKE 'pub=%' OR line LIKE 'sub=%')
);

CREATE TABLE subscription (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  sub_key VARCHAR(60) NOT NULL,
  topic_id BIGINT NOT NULL REFERENCES topic (id),
  endpoint_id BIGINT NOT NULL REFERENCES endpoint (id),
  pattern_matched VARCHAR(210) NOT NULL,
  is_active BOOLEAN NOT NULL,
  -- Serves the look-up of a queue by its key.
  CONSTRAINT subscription_key_is_unique UNIQUE (sub_key)
);

-- Serves "is anybody subscribed to this topic" at every publish, and the purge.
CREATE INDEX subscription_of_topic ON subscription (topic_id, id);
-- Serves "the subscription of this endpoint to this topic" at every request of a client.
CREATE INDEX subscription_of_endpoint ON subscription (endpoint_id, topic_id);

-- The log: one row a message, insert-only. A lane is a priority, 1 to 9; lane 0 holds messages
-- that are addressed to single subscriptions, which no cursor reads. There is no foreign key to
-- the topic: it would cost a look-up for each row of each publish, and both who insert and who
-- delete a topic hold its row lock.

CREATE TABLE message (
  topic_id BIGINT NOT NULL,
  lane SMALLINT NOT NULL,
  position BIGINT NOT NULL,
  priority SMALLINT NOT NULL,
  msg_id BYTEA NOT NULL,
  published_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  has_gd BOOLEAN NOT NULL,
  publisher_id BIGINT NOT NULL,
  pattern_matched VARCHAR(210) NOT NULL,
  mime_type VARCHAR(200) NOT NULL,
  form VARCHAR(10) NOT NULL,
  data BYTEA NOT NULL,
  correl_id VARCHAR(200),
  in_reply_to VARCHAR(200),
  ext_client_id VARCHAR(200),
  ext_pub_time TIMESTAMP(6) WITH TIME ZONE,
  reply_to VARCHAR(10000),
  attributes VARCHAR(500000),
  -- Serves every read of a lane in order, and the last position of a lane.
  PRIMARY KEY (topic_id, lane, position),
  -- Serves the look-up of one message by its id.
  CONSTRAINT message_id_is_unique UNIQUE (msg_id),
  CONSTRAINT message_lane CHECK ((lane = 0 OR lane = priority) AND priority BETWEEN 1 AND 9),
  CONSTRAINT message_form CHECK (
    CASE form WHEN 'TEXT' THEN TRUE WHEN 'JSON' THEN TRUE WHEN 'BINARY' THEN TRUE ELSE FALSE END),
  CONSTRAINT message_position CHECK (position >= 1)
);

-- One row for each message that expires sooner than the longest expiration, until the cleaner has
-- seen it. The log itself stays free of an index that most messages have no use for.
CREATE TABLE expiring (
  topic_id BIGINT NOT NULL,
  lane SMALLINT NOT NULL,
  position BIGINT NOT NULL,
  expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (topic_id, lane, position)
);

-- Serves "which have expired by now" of the cleaner and of the depth.
CREATE INDEX expiring_by_time ON expiring (topic_id, expires_at);

-- Which positions of a lane are gone because they expired before every subscription was past them,
-- 1024 to a row, one bit each: the depth stays exact and costs a thousandth of a count of rows.
CREATE TABLE expired_block (
  topic_id BIGINT NOT NULL,
  lane SMALLINT NOT NULL,
  block BIGINT NOT NULL,
  expired_count INTEGER NOT NULL,
  expired_bits BYTEA NOT NULL,
  PRIMARY KEY (topic_id, lane, block),
  CONSTRAINT expired_block_count CHECK (expired_count BETWEEN 1 AND 1024)
);

-- A topic that nobody is subscribed to keeps messages from these positions on; its first
-- subscription inherits them as its cursor. There is such a row exactly while there is no
-- subscription.
CREATE TABLE topic_backlog (
  topic_id BIGINT PRIMARY KEY REFERENCES topic (id) ON DELETE CASCADE,
  next_position BIGINT ARRAY NOT NULL
);

-- Queues: what a subscription has seen, and the exceptions from that.

-- The next position of each of the nine lanes. Everything before it is done.
CREATE TABLE subscription_cursor (
  subscription_id BIGINT PRIMARY KEY REFERENCES subscription (id) ON DELETE CASCADE,
  next_position BIGINT ARRAY NOT NULL
);

-- Single messages that were taken out of one queue before its cursor reached them.
CREATE TABLE removal (
  subscription_id BIGINT NOT NULL REFERENCES subscription (id) ON DELETE CASCADE,
  lane SMALLINT NOT NULL,
  position BIGINT NOT NULL,
  -- The message's own: an expired message counts as expired, not as removed.
  expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (subscription_id, lane, position)
);

-- Messages that a queue holds beside its cursor: those of lane 0 that are addressed to it.
CREATE TABLE redelivery (
  subscription_id BIGINT NOT NULL REFERENCES subscription (id) ON DELETE CASCADE,
  priority SMALLINT NOT NULL,
  lane SMALLINT NOT NULL,
  position BIGINT NOT NULL,
  delivery_count INTEGER NOT NULL,
  -- The message's own, so that counting and reading need not look into the log.
  expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  -- Serves the reads in order of delivery.
  PRIMARY KEY (subscription_id, priority, lane, position),
  CONSTRAINT redelivery_count CHECK (delivery_count >= 0)
);

-- What a publisher said before under the same key, for 24 hours.
CREATE TABLE idempotency (
  publisher_id BIGINT NOT NULL,
  key_hash VARCHAR(64) NOT NULL,
  body_hash VARCHAR(64) NOT NULL,
  msg_ids BYTEA NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (publisher_id, key_hash)
);

-- Serves the removal of old rows.
CREATE INDEX idempotency_by_time ON idempotency (created_at);

-- One row; whoever has it locked does the housekeeping.
CREATE TABLE housekeeping (
  id INTEGER PRIMARY KEY,
  CONSTRAINT housekeeping_has_one_row CHECK (id = 1)
);

INSERT INTO housekeeping (id) VALUES (1);
