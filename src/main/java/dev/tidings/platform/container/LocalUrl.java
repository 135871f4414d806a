package dev.tidings.platform.container;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The URL by which a client on the same machine reaches this server, as far as the server tells.
 *
 * <p>No defect is behind it: Jakarta EE has no way to ask on which port a server listens before a
 * request comes in, so each server is asked in its own way.
 */
public final class LocalUrl {
  private LocalUrl() {}

  /** Without TLS where there is a choice; empty on a server that does not tell. */
  public static Optional<String> find() {
    return first(Stream.concat(WildFlyListeners.find(), PayaraListeners.find()));
  }

  static Optional<String> first(Stream<HttpListener> listeners) {
    return listeners
        .filter(httpListener -> httpListener.port() > 0)
        .min(Comparator.comparing(HttpListener::secure))
        .map(HttpListener::url);
  }
}
