package dev.tidings.platform.ops;

import dev.tidings.platform.database.Database;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What administrators and those whom they ask for help want to know of a node, at its start. */
final class StartReport {
  private static final Log LOG = Log.of(StartReport.class);
  private static final String MASK = "***";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Settings settings;
  private final Database database;

  StartReport(Settings settings, Database database) {
    this.settings = settings;
    this.database = database;
  }

  /** Logs it, one line for each thing. */
  void log(String server) {
    LOG.log(
        LogEvent.START_REPORT,
        Version.TIDINGS,
        server,
        Runtime.version(),
        settings.text(Setting.SERVER_NAME));
    LOG.log(
        LogEvent.START_SCHEMA,
        database.description(),
        database.schemaVersion(),
        settings.text(Setting.DB_SCHEMA));
    logSettings(settings);
    logRisks(settings);
  }

  /** Secrets have no default, so the report shows whether they are set. */
  static void logSettings(Settings settings) {
    for (Setting setting : Setting.values()) {
      settings
          .optional(setting)
          .filter(value -> !setting.defaultText().equals(Optional.of(value)))
          .ifPresent(
              value ->
                  LOG.log(
                      LogEvent.START_SETTING,
                      setting.key(),
                      setting.isSecret() ? MASK : value,
                      settings.source(setting)));
    }
  }

  static void logRisks(Settings settings) {
    if (settings.optional(Setting.DEMO_PASSWORD).isPresent()) {
      warn(Setting.DEMO_PASSWORD, "an empty database gets endpoints that share one password");
    }
    if (settings.number(Setting.SECURITY_PBKDF2_ITERATIONS) < defaultIterations()) {
      warn(Setting.SECURITY_PBKDF2_ITERATIONS, "passwords are hashed more weakly than by default");
    }
    if (settings.optional(Setting.PUBLIC_URL).filter(StartReport::isOpen).isPresent()) {
      warn(Setting.PUBLIC_URL, "clients send passwords over http, which others can read");
    }
    if (trustedNetworks(settings).anyMatch(network -> network.strip().endsWith("/0"))) {
      warn(Setting.HTTP_TRUSTED_PROXIES, "every client can say that it has another address");
    }
  }

  private static void warn(Setting setting, String reason) {
    LOG.log(LogEvent.START_RISK, setting.key(), reason);
  }

  private static int defaultIterations() {
    return Integer.parseInt(Setting.SECURITY_PBKDF2_ITERATIONS.defaultText().orElseThrow());
  }

  private static boolean isOpen(String url) {
    try {
      URI uri = URI.create(url);
      return "http".equalsIgnoreCase(uri.getScheme()) && !LOOPBACK.contains(uri.getHost());
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }

  private static Stream<String> trustedNetworks(Settings settings) {
    return settings.optional(Setting.HTTP_TRUSTED_PROXIES).stream()
        .flatMap(text -> Stream.of(text.split(",", -1)));
  }
}
