package dev.tidings.platform.settings;

import java.util.Optional;

/**
 * All settings, by MicroProfile Config names such as {@code tidings.db.url} and therefore also by
 * environment variables such as {@code TIDINGS_DB_URL}.
 */
public enum Setting {
  DB_URL(
      "tidings.db.url",
      SettingType.TEXT,
      null,
      "JDBC URL of a PostgreSQL database, jdbc:postgresql://host:port/name; without it, an "
          + "embedded database in tidings.data.dir."),
  DB_USER("tidings.db.user", SettingType.TEXT, null, "User of the database."),
  DB_PASSWORD("tidings.db.password", SettingType.SECRET, null, "Password of that user."),
  DB_DATA_SOURCE(
      "tidings.db.data-source",
      SettingType.TEXT,
      null,
      "JNDI name of a data source of the application or its server, such as "
          + "java:jboss/datasources/ShopDS. Tidings uses it for everything, and opens no database "
          + "of its own; tidings.db.url, its user and its password must not be set."),
  DB_DATA_SOURCE_CONNECTIONS(
      "tidings.db.data-source-connections",
      SettingType.NUMBER,
      "2",
      "1000",
      "10",
      "Largest number of connections of that data source that Tidings uses at once for "
          + "transactions of its own. On PostgreSQL it keeps two more to tell other nodes what is "
          + "new; what callers do in their transactions uses their connections."),
  DB_TIMEOUT(
      "tidings.db.timeout",
      SettingType.DURATION,
      "PT1S",
      "PT1H",
      "PT10S",
      "Longest time for one statement on PostgreSQL; statements that may delete a lot have "
          + "half an hour."),
  DB_IDLE_IN_TRANSACTION_TIMEOUT(
      "tidings.db.idle-in-transaction-timeout",
      SettingType.DURATION,
      "PT1S",
      "PT24H",
      "PT1M",
      "Longest time that a transaction on PostgreSQL may be idle between two statements."),
  DB_SCHEMA(
      "tidings.db.schema",
      SettingType.NAME,
      "tidings",
      "Schema of the database that the tables of Tidings are in; created if it does not exist."),
  DB_MIGRATE(
      "tidings.db.migrate",
      SettingType.FLAG,
      "true",
      "Whether the start creates and changes the tables; if not, it only checks them and names "
          + "the scripts that are missing."),
  DATA_DIR(
      "tidings.data.dir",
      SettingType.TEXT,
      "./tidings-data",
      "Directory of the embedded database; created if it does not exist."),
  ADMIN_PASSWORD(
      "tidings.admin.password",
      SettingType.SECRET,
      null,
      "Password of admin on an empty database; without it, one is generated and logged once."),
  DEMO_PASSWORD(
      "tidings.demo.password",
      SettingType.SECRET,
      null,
      "Creates the demo topics and endpoints on an empty database, all with this password."),
  PUBLIC_URL(
      "tidings.public-url",
      SettingType.TEXT,
      null,
      "Address under which clients reach this node, such as https://tidings.example.com. "
          + "The ready line names it, and pages from there may call this node. Without it, the "
          + "ready line names http://localhost and the port, and no other origin is trusted."),
  SERVER_NAME(
      "tidings.server.name",
      SettingType.TEXT,
      null,
      "Name of this node in messages; without it, the host name."),
  HTTP_MAX_BODY(
      "tidings.http.max-body",
      SettingType.NUMBER,
      "1024",
      "1073741824",
      "1048576",
      "Largest request body in bytes."),
  HTTP_PATH(
      "tidings.http.path",
      SettingType.PATH,
      null,
      "Path such as /tidings in a host application that has tidings-embedded-http among its "
          + "libraries. The HTTP APIs, the pages and the WebSocket are below it; without it, they "
          + "are not there. tidings.war serves at its root and refuses this setting."),
  HTTP_TRUSTED_PROXIES(
      "tidings.http.trusted-proxies",
      SettingType.NETWORKS,
      null,
      "Addresses and networks of proxies, such as 127.0.0.1, 10.1.0.0/16; separated by "
          + "commas. Their headers Forwarded or X-Forwarded-For, -Proto, -Host and -Port "
          + "determine the client and the address that it called; without it, no such header is "
          + "trusted."),
  HTTP_BODY_TIMEOUT(
      "tidings.http.body-timeout",
      SettingType.DURATION,
      "PT0.1S",
      "PT1H",
      "PT10S",
      "Longest time for a request body to arrive, from the end of the request's headers to "
          + "its last byte; checked once a second."),
  RECEIVE_MAX_WAITING(
      "tidings.receive.max-waiting",
      SettingType.NUMBER,
      "1",
      "1000000",
      "1000",
      "Largest number of calls of one endpoint that wait for messages at once on one node. "
          + "Each holds a connection."),
  HTTP_ALLOWED_ORIGINS(
      "tidings.http.allowed-origins",
      SettingType.TEXT,
      null,
      "Origins of pages that may call this node and open WebSockets, besides those of this "
          + "node itself and of tidings.public-url, such as https://app.example.com; separated by "
          + "commas."),
  METRICS_MAX_SERIES(
      "tidings.metrics.max-series",
      SettingType.NUMBER,
      "10",
      "100000",
      "1000",
      "Largest number of series of one metric; what is beyond is summed up under the topic "
          + "_other."),
  JMX_MAX_MBEANS(
      "tidings.jmx.max-mbeans",
      SettingType.NUMBER,
      "0",
      "100000",
      "1000",
      "Largest number of topics, and of queues, that have an MBean of their own: those that were "
          + "created first."),
  MONITOR_MESSAGE_BODIES(
      "tidings.monitor.message-bodies",
      SettingType.FLAG,
      "false",
      "Whether endpoints with the role monitor may read the data of messages in the "
          + "administration API."),
  STREAM_MAX_PUBLISHING(
      "tidings.stream.max-publishing",
      SettingType.NUMBER,
      "1",
      "10000",
      "32",
      "Largest number of requests with application/x-ndjson that publish at once on one node; one "
          + "endpoint may have half of them. Each may take some MiB of memory, and on Payara a "
          + "thread."),
  STREAM_MAX_RECEIVING(
      "tidings.stream.max-receiving",
      SettingType.NUMBER,
      "1",
      "1000000",
      "1000",
      "Largest number of requests that receive a stream of messages at once on one node; one "
          + "endpoint may have half of them. Each holds a connection and no thread."),
  STREAM_TIMEOUT(
      "tidings.stream.timeout",
      SettingType.DURATION,
      "PT0.1S",
      "PT1H",
      "PT30S",
      "Time after which a stream ends whose client neither sends anything nor takes what it is "
          + "sent."),
  SECURITY_PBKDF2_ITERATIONS(
      "tidings.security.pbkdf2-iterations",
      SettingType.NUMBER,
      "1",
      "100000000",
      "210000",
      "PBKDF2 iterations for hashing a new password."),
  SECURITY_MAX_FAILED_LOGINS(
      "tidings.security.max-failed-logins",
      SettingType.NUMBER,
      "1",
      "1000000",
      "10",
      "Failed logins a minute for one account from one address before the next has to wait."),
  SECURITY_MAX_FAILED_LOGINS_PER_ADDRESS(
      "tidings.security.max-failed-logins-per-address",
      SettingType.NUMBER,
      "1",
      "1000000",
      "30",
      "The same for one address over all accounts, except those that have logged in from "
          + "there within a day. An IPv6 address counts as its /64 network."),
  CONSOLE_SESSION_LIFETIME(
      "tidings.console.session-lifetime",
      SettingType.DURATION,
      "PT1M",
      "PT168H",
      "PT12H",
      "Time after which somebody who works with the console has to log in again."),
  HOUSEKEEPING_INTERVAL(
      "tidings.housekeeping.interval",
      SettingType.DURATION,
      "PT0.1S",
      "PT24H",
      "PT5S",
      "Time between two runs of housekeeping."),
  DEFINITIONS(
      "tidings.definitions",
      SettingType.TEXT,
      null,
      "File with definitions of topics, endpoints and subscriptions in YAML or JSON, which are "
          + "applied at each start."),
  AUDIT_RETENTION(
      "tidings.audit.retention",
      SettingType.DURATION,
      "PT1H",
      "PT87600H",
      "PT2160H",
      "Time for which an entry of the audit log is kept."),
  GET_MESSAGES_MAX_BYTES(
      "tidings.get-messages.max-bytes",
      SettingType.NUMBER,
      "1048576",
      "2147483647",
      "67108864",
      "Largest number of bytes of data in one response with messages."),
  QUEUE_WINDOW(
      "tidings.queue.window",
      SettingType.NUMBER,
      "1",
      "1000000",
      "5000",
      "Largest number of messages of one queue that may be leased or waiting for "
          + "redelivery; beyond it, consumers get no new ones."),
  WEBSOCKET_SERVICES(
      "tidings.websocket.services",
      SettingType.TEXT,
      null,
      "Names of the application's own services that clients may invoke; separated by " + "commas."),
  WEBSOCKET_MAX_MESSAGE(
      "tidings.websocket.max-message",
      SettingType.NUMBER,
      "1024",
      "1073741824",
      "1048576",
      "Largest message from a client on a WebSocket in bytes."),
  WEBSOCKET_WINDOW(
      "tidings.websocket.window",
      SettingType.NUMBER,
      "1",
      "100000",
      "500",
      "Prefetch window: largest number of unsettled messages of one WebSocket; the rest "
          + "stays in the queue."),
  WEBSOCKET_WINDOW_BYTES(
      "tidings.websocket.window-bytes",
      SettingType.NUMBER,
      "1024",
      "1073741824",
      "1048576",
      "The same in bytes, each message counted as its data and 1 KiB."),
  WEBSOCKET_LOGIN_TIMEOUT(
      "tidings.websocket.login-timeout",
      SettingType.DURATION,
      "PT0.1S",
      "PT10M",
      "PT5S",
      "Time for a client to create its session after it has connected; longer, up to a "
          + "minute, while others connect."),
  WEBSOCKET_TOKEN_LIFETIME(
      "tidings.websocket.token-lifetime",
      SettingType.DURATION,
      "PT1S",
      "PT720H",
      "PT1H",
      "Time for which the token of a session is valid after the last sign of life from its "
          + "client."),
  WEBSOCKET_PING_INTERVAL(
      "tidings.websocket.ping-interval",
      SettingType.DURATION,
      "PT0.1S",
      "PT1H",
      "PT30S",
      "Time between two pings to an idle WebSocket."),
  WEBSOCKET_PING_TIMEOUT(
      "tidings.websocket.ping-timeout",
      SettingType.DURATION,
      "PT0.1S",
      "PT10M",
      "PT5S",
      "Time without a sign of life after which a ping counts as missed."),
  WEBSOCKET_MISSED_PINGS(
      "tidings.websocket.missed-pings",
      SettingType.NUMBER,
      "1",
      "100",
      "2",
      "Number of missed pings in a row after which a WebSocket is closed."),
  WEBSOCKET_SEND_TIMEOUT(
      "tidings.websocket.send-timeout",
      SettingType.DURATION,
      "PT0.1S",
      "PT1H",
      "PT45S",
      "Time after which a WebSocket is closed that accepts no data, or does not respond to "
          + "what it was sent."),
  LISTENER_SHUTDOWN(
      "tidings.listener.shutdown",
      SettingType.DURATION,
      "PT0S",
      "PT10M",
      "PT10S",
      "Longest time that an undeployment waits for the calls of listeners that run; calls that "
          + "take longer are rolled back, and their messages delivered again."),
  EXIT_ON_FAILED_START(
      "tidings.exit-on-failed-start",
      SettingType.FLAG,
      "false",
      "Whether the whole process ends, with exit code 1, when Tidings cannot start.");

  private final String key;
  private final SettingType settingType;
  private final String least;
  private final String most;
  private final String defaultText;
  private final String documentation;

  Setting(String key, SettingType settingType, String defaultText, String documentation) {
    this(key, settingType, "", "", defaultText, documentation);
  }

  Setting(
      String key,
      SettingType settingType,
      String least,
      String most,
      String defaultText,
      String documentation) {
    this.key = key;
    this.settingType = settingType;
    this.least = least;
    this.most = most;
    this.defaultText = defaultText;
    this.documentation = documentation;
  }

  /** The name in configuration files and system properties. */
  public String key() {
    return key;
  }

  /** The name as an environment variable. */
  public String environmentVariable() {
    return SettingNames.variable(key);
  }

  /** The value that counts when nobody sets one, in the form in which it would be set. */
  public Optional<String> defaultText() {
    return Optional.ofNullable(defaultText);
  }

  /** Whether nobody may be shown the value. */
  public boolean isSecret() {
    return settingType == SettingType.SECRET;
  }

  /** One sentence: what it does, and in which unit. */
  public String documentation() {
    return documentation;
  }

  /** What is wrong with the text, as a sentence; empty when nothing is. */
  Optional<String> objection(String text) {
    return settingType
        .objection(text, least, most)
        .map(rule -> "%s must be %s, not \"%s\".".formatted(key, rule, text));
  }
}
