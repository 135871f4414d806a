-- Logins that browsers stay with, and links that set a first password. Runs unchanged on H2 2.4 and on
-- PostgreSQL, and again after a crash between two statements. Earlier versions do not use the table.

-- The token itself is with the browser alone: who reads this table, or a backup of it, can log in with
-- nothing in it. A session ends early when the password that it began with is no longer the endpoint's.
CREATE TABLE IF NOT EXISTS login_session (
  token_digest VARCHAR(64) NOT NULL,
  kind VARCHAR(20) NOT NULL,
  endpoint_id BIGINT NOT NULL REFERENCES endpoint (id) ON DELETE CASCADE,
  username VARCHAR(200) NOT NULL,
  password_digest VARCHAR(64) NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  -- Serves the look-up at every request with a cookie.
  PRIMARY KEY (token_digest),
  CONSTRAINT login_session_kind CHECK (
    CASE kind WHEN 'SESSION' THEN TRUE WHEN 'SET_UP' THEN TRUE ELSE FALSE END)
);

-- Serves the limit on the sessions of one endpoint, and its deletion.
CREATE INDEX IF NOT EXISTS login_session_of_endpoint ON login_session (endpoint_id, created_at);
-- Serves the removal of expired rows at each login.
CREATE INDEX IF NOT EXISTS login_session_by_expiry ON login_session (expires_at);
