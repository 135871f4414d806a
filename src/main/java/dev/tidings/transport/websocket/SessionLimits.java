package dev.tidings.transport.websocket;

import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import java.time.Duration;

/**
 * What one session may take, and how long it may take for it.
 *
 * @param maxMessage longest message of a client in bytes
 * @param sendTimeout longest that a socket may take nothing
 */
record SessionLimits(
    int maxMessage,
    Duration loginTimeout,
    Duration tokenLifetime,
    Duration pingInterval,
    Duration pingTimeout,
    int missedPings,
    Duration sendTimeout) {

  /** Longest message, in bytes, of a client that has not logged in; more than a login needs. */
  static final int MAX_MESSAGE_BEFORE_LOGIN = 64 * 1_024;

  static SessionLimits of(Settings settings) {
    return new SessionLimits(
        settings.number(Setting.WEBSOCKET_MAX_MESSAGE),
        settings.duration(Setting.WEBSOCKET_LOGIN_TIMEOUT),
        settings.duration(Setting.WEBSOCKET_TOKEN_LIFETIME),
        settings.duration(Setting.WEBSOCKET_PING_INTERVAL),
        settings.duration(Setting.WEBSOCKET_PING_TIMEOUT),
        settings.number(Setting.WEBSOCKET_MISSED_PINGS),
        settings.duration(Setting.WEBSOCKET_SEND_TIMEOUT));
  }

  /** Longest message of a client that has not logged in, in bytes. */
  int maxMessageBeforeLogin() {
    return Math.min(MAX_MESSAGE_BEFORE_LOGIN, maxMessage);
  }

  /** How long a client may be silent after a ping. */
  Duration silence() {
    return pingTimeout.multipliedBy(missedPings);
  }
}
