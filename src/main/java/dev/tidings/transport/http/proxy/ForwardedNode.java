package dev.tidings.transport.http.proxy;

import dev.tidings.platform.net.IpAddresses;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads who sent a request to a proxy: an address with or without a port, or no address at all. */
final class ForwardedNode {
  private static final String IDENTIFIER = "_[0-9A-Za-z._-]+";
  private static final String PORT = "(?::(?:[0-9]{1,5}|%s))?".formatted(IDENTIFIER);
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[(?<six>[^\\]]*)\\]|(?<four>[0-9.]+))%s".formatted(PORT));
  private static final Pattern NO_ADDRESS =
      Pattern.compile("(?i:unknown|%s)%s".formatted(IDENTIFIER, PORT));

  private ForwardedNode() {}

  /**
   * The address; empty when there is a word in its place.
   *
   * @throws MalformedForwardingException when it is neither
   */
  static Optional<InetAddress> address(String node) {
    if (NO_ADDRESS.matcher(node).matches()) {
      return Optional.empty();
    }
    Matcher matcher = WITH_PORT.matcher(node);
    // Proxies write an IPv6 address without brackets into X-Forwarded-For.
    String text = !matcher.matches() ? node : firstOf(matcher.group("six"), matcher.group("four"));
    Optional<InetAddress> address = IpAddresses.parse(text);
    if (address.isEmpty()) {
      throw new MalformedForwardingException(
          "A header that tells the client's address does so with something that is no address.");
    }
    return address;
  }

  private static String firstOf(String one, String other) {
    return one != null ? one : other;
  }
}
