package dev.tidings.platform.database.postgresql;

import dev.tidings.platform.settings.ConfiguredValues;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.StartFailure;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Creates the driver's data sources. Parameters in the URL take precedence; all others have
 * defaults, so that every failure on the connection to the server ends in a timeout.
 */
final class PostgreSqlDriverSource {
  private static final String URL_PREFIX = "jdbc:postgresql:";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration MIGRATION_LOCK_TIMEOUT = Duration.ofMinutes(1);

  /** The server gives up first, which leaves the connection usable and says why. */
  private static final Duration DRIVER_WAITS_LONGER = Duration.ofSeconds(2);

  private final String url;
  private final Properties given;
  private final ConfiguredValues configuredValues;

  PostgreSqlDriverSource(String url, ConfiguredValues configuredValues) {
    this.url = url;
    this.given = parse(url);
    this.configuredValues = configuredValues;
  }

  /** For what is done all the time, and done in a moment. */
  PGSimpleDataSource impatient() {
    Duration timeout = duration(Setting.DB_TIMEOUT);
    PGSimpleDataSource source = common();
    setUnlessGiven(source, PGProperty.SOCKET_TIMEOUT, seconds(timeout.plus(DRIVER_WAITS_LONGER)));
    addOptions(
        source,
        "-c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=%d"
            .formatted(
                timeout.toMillis(),
                // Less than the statement has, so that it is clear which of the two it was.
                timeout.toMillis() * 4 / 5,
                duration(Setting.DB_IDLE_IN_TRANSACTION_TIMEOUT).toMillis()));
    return source;
  }

  /** For changes of the schema, which take as long as they take. */
  PGSimpleDataSource patient() {
    PGSimpleDataSource source = common();
    addOptions(
        source,
        "-c statement_timeout=0 -c lock_timeout=%d".formatted(MIGRATION_LOCK_TIMEOUT.toMillis()));
    return source;
  }

  /** How long the driver waits for a statement that may take that long. */
  static int networkTimeoutMillis(Duration statement) {
    return (int) statement.plus(DRIVER_WAITS_LONGER).toMillis();
  }

  private PGSimpleDataSource common() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    configuredValues.text(Setting.DB_USER).ifPresent(source::setUser);
    configuredValues.text(Setting.DB_PASSWORD).ifPresent(source::setPassword);
    setUnlessGiven(source, PGProperty.APPLICATION_NAME, "tidings");
    // One statement for a whole batch of rows: several times the inserts.
    setUnlessGiven(source, PGProperty.REWRITE_BATCHED_INSERTS, "true");
    setUnlessGiven(source, PGProperty.TCP_KEEP_ALIVE, "true");
    // Details quote rows, which may hold data of messages, and failures are logged.
    setUnlessGiven(source, PGProperty.LOG_SERVER_ERROR_DETAIL, "false");
    setUnlessGiven(source, PGProperty.CONNECT_TIMEOUT, seconds(CONNECT_TIMEOUT));
    return source;
  }

  private void setUnlessGiven(PGSimpleDataSource source, PGProperty property, String value) {
    if (!given.containsKey(property.getName())) {
      source.setProperty(property, value);
    }
  }

  /** The server takes the last value of each, so those of the address count. */
  private void addOptions(PGSimpleDataSource source, String options) {
    String ofAddress = given.getProperty(PGProperty.OPTIONS.getName(), "");
    source.setOptions((options + " " + ofAddress).strip());
  }

  private Duration duration(Setting setting) {
    return configuredValues.text(setting).map(Duration::parse).orElseThrow();
  }

  /** In whole seconds, not less than it is, and never zero, which would be without end. */
  private static String seconds(Duration duration) {
    return String.valueOf(Math.max(1, duration.plusMillis(999).toSeconds()));
  }

  private static Properties parse(String url) {
    Properties parts = url.startsWith(URL_PREFIX) ? Driver.parseURL(url, new Properties()) : null;
    if (parts == null) {
      throw new StartFailure(
          "tidings.db.url must be like jdbc:postgresql://host:port/name ; for the embedded database"
              + " leave it out and set tidings.data.dir.");
    }
    return parts;
  }
}
