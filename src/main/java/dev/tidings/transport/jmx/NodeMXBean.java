package dev.tidings.transport.jmx;

/** This process. */
@Description("The node of Tidings in this process")
public interface NodeMXBean {

  @Description("Version of Tidings")
  String getVersion();

  @Description("Name of this node")
  String getName();

  @Description("Nodes on the same database that were heard of in the last minute, this included")
  long getClusterNodes();

  @Description("Whether the database answered the last query; if not, figures are the last ones")
  boolean isDatabaseUp();

  @Description("Connections that Tidings uses for its own transactions")
  long getDatabaseConnectionsUsed();

  @Description("The most connections that it may use for them")
  long getDatabaseConnectionsMax();

  @Description("Transactions that were done again after a conflict or a broken connection")
  long getDatabaseRetries();

  @Description("Times that the database became unavailable")
  long getDatabaseOutages();

  @Description("WebSocket sessions")
  long getWebSocketSessions();

  @Description("Receives that wait for messages: long polls, WebSocket sessions, listeners")
  long getReceivesWaiting();

  @Description("Rounds of housekeeping that failed")
  long getHousekeepingFailures();

  @Description("Logins that were refused because of wrong credentials")
  long getLoginsRefused();

  @Description("Logins that were refused unchecked, after too many wrong ones")
  long getLoginsRefusedUnchecked();
}
