-- Who looks after an alert. Runs unchanged on H2 2.4 and on PostgreSQL, and again after a crash between
-- two statements. Earlier versions do not use the table.

CREATE TABLE IF NOT EXISTS alert_acknowledgement (
  kind VARCHAR(40) NOT NULL,
  -- Both are empty for an alert about the whole. The queue may be gone.
  topic_name VARCHAR(200) NOT NULL,
  endpoint_name VARCHAR(200) NOT NULL,
  acknowledged_by VARCHAR(200) NOT NULL,
  acknowledged_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (kind, topic_name, endpoint_name)
);
