-- Records that the scripts of this version were run by hand, in the form in which Flyway records what
-- it runs. It runs in the same schema after them, any number of times, on H2 and on PostgreSQL.

CREATE TABLE IF NOT EXISTS "tidings_schema_history" (
  "installed_rank" INTEGER NOT NULL,
  "version" VARCHAR(50),
  "description" VARCHAR(200) NOT NULL,
  "type" VARCHAR(20) NOT NULL,
  "script" VARCHAR(1000) NOT NULL,
  "checksum" INTEGER,
  "installed_by" VARCHAR(100) NOT NULL,
  "installed_on" TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
  "execution_time" INTEGER NOT NULL,
  "success" BOOLEAN NOT NULL,
  CONSTRAINT "tidings_schema_history_pk" PRIMARY KEY ("installed_rank")
);

CREATE INDEX IF NOT EXISTS "tidings_schema_history_s_idx" ON "tidings_schema_history" ("success");

INSERT INTO "tidings_schema_history"
  ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "execution_time", "success")
SELECT CAST(s.version AS INTEGER), s.version, s.description, 'SQL', s.script, s.checksum, CURRENT_USER, 0, TRUE
FROM (VALUES
  ('1', 'log and queues', 'V1__log_and_queues.sql', -1616514746),
  ('2', 'leases and dead letters', 'V2__leases_and_dead_letters.sql', 1265834963),
  ('3', 'subject', 'V3__subject.sql', 491545866),
  ('4', 'administration', 'V4__administration.sql', -1254938623),
  ('5', 'role monitor', 'V5__role_monitor.sql', -1002087184),
  ('6', 'node statistics', 'V6__node_statistics.sql', 1274777304),
  ('7', 'login sessions', 'V7__login_sessions.sql', -1310168437),
  ('8', 'alert acknowledgements', 'V8__alert_acknowledgements.sql', 914954330),
  ('9', 'traceparent', 'V9__traceparent.sql', 859121204),
  ('10', 'segments', 'V10__segments.sql', -35289984),
  ('11', 'nodes', 'V11__nodes.sql', 1423537651),
  ('12', 'job messages', 'V12__job_messages.sql', 902466107),
  ('13', 'rejected messages', 'V13__rejected_messages.sql', 709455643)
) AS s (version, description, script, checksum)
WHERE NOT EXISTS (SELECT 1 FROM "tidings_schema_history" h WHERE h."version" = s.version);
