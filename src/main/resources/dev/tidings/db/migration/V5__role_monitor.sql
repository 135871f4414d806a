-- The role of endpoints that read everything of the administration API and change nothing. Runs
-- unchanged on H2 2.4 and on PostgreSQL, and again after a crash between its statements. Versions
-- before this one cannot read such an endpoint: create the first one when all nodes are upgraded.
ALTER TABLE endpoint DROP CONSTRAINT IF EXISTS endpoint_role;
ALTER TABLE endpoint ADD CONSTRAINT endpoint_role CHECK (
  CASE role WHEN 'PUB_SUB' THEN TRUE WHEN 'PUB_ONLY' THEN TRUE WHEN 'SUB_ONLY' THEN TRUE WHEN 'ADMIN' THEN TRUE WHEN 'MONITOR' THEN TRUE ELSE FALSE END);
