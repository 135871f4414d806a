package dev.tidings.websocket;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which pages may open a WebSocket. Browsers let any page try and say which one it is; what is no
 * browser says nothing, and has nothing that a foreign page could abuse.
 */
final class Origins {
  private final List<String> allowed;

  /**
   * The origins that are allowed.
   *
   * @param commaSeparated as they are set
   * @param publicUrl the address of this server as clients know it
   */
  Origins(String commaSeparated, String publicUrl) {
    allowed =
        Arrays.stream((commaSeparated + "," + publicUrl).split(","))
            .map(Origins::normal)
            .flatMap(Optional::stream)
            .toList();
  }

  /**
   * Whether a handshake may go on.
   *
   * @param origin the header; null or empty when there is none
   * @param host the header Host of the same handshake; null when there is none
   */
  boolean isAllowed(String origin, String host) {
    if (origin == null || origin.isEmpty()) {
      return true;
    }
    Optional<String> normal = normal(origin);
    return normal.isPresent()
        && (allowed.contains(normal.get()) || isOfThisServer(normal.get(), host));
  }

  /** A proxy in front may speak TLS for us, so the scheme may be either. */
  private static boolean isOfThisServer(String origin, String host) {
    return host != null
        && (Optional.of(origin).equals(normal("http://" + host))
            || Optional.of(origin).equals(normal("https://" + host)));
  }

  /** Scheme, host and port, in lower case, without a port that goes without saying. */
  private static Optional<String> normal(String url) {
    try {
      URI uri = URI.create(url.strip().toLowerCase(Locale.ROOT));
      if (uri.getScheme() == null || uri.getHost() == null) {
        return Optional.empty();
      }
      int usual = uri.getScheme().equals("https") ? 443 : 80;
      String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
      return Optional.of(uri.getScheme() + "://" + uri.getHost() + port);
    } catch (IllegalArgumentException noUrl) {
      return Optional.empty();
    }
  }
}
