package dev.tidings.transport.jmx;

import dev.tidings.platform.metrics.Measurements.LoginRefusal;
import dev.tidings.platform.metrics.Metric;
import dev.tidings.platform.ops.Version;

/** This process. */
final class NodeBean implements NodeMXBean {
  private final FigureSource source;
  private final String name;

  NodeBean(FigureSource source, String name) {
    this.source = source;
    this.name = name;
  }

  private long value(Metric metric) {
    return source.counted(measurements -> measurements.value(metric));
  }

  @Override
  public String getVersion() {
    return Version.TIDINGS;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public long getClusterNodes() {
    return value(Metric.CLUSTER_NODES);
  }

  @Override
  public boolean isDatabaseUp() {
    return source.read().isCurrent();
  }

  @Override
  public long getDatabaseConnectionsUsed() {
    return value(Metric.DATABASE_TRANSACTIONS);
  }

  @Override
  public long getDatabaseConnectionsMax() {
    return value(Metric.DATABASE_CONNECTIONS);
  }

  @Override
  public long getDatabaseRetries() {
    return value(Metric.DATABASE_RETRIES);
  }

  @Override
  public long getDatabaseOutages() {
    return value(Metric.DATABASE_OUTAGES);
  }

  @Override
  public long getWebSocketSessions() {
    return value(Metric.WEBSOCKET_SESSIONS);
  }

  @Override
  public long getReceivesWaiting() {
    return value(Metric.RECEIVES_WAITING);
  }

  @Override
  public long getHousekeepingFailures() {
    return value(Metric.HOUSEKEEPING_FAILURES);
  }

  @Override
  public long getLoginsRefused() {
    return source.counted(measurements -> measurements.refusals(LoginRefusal.CREDENTIALS));
  }

  @Override
  public long getLoginsRefusedUnchecked() {
    return source.counted(measurements -> measurements.refusals(LoginRefusal.ATTEMPTS));
  }
}
