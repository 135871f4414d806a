package dev.tidings.transport.http.proxy;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as the client sees it.
 *
 * @param address of the client, or of the last proxy whose address is known
 * @param scheme http or https
 * @param host a name or an address, one of IPv6 in brackets
 * @param port 0 for the usual one
 */
record ClientRequestView(String address, String scheme, String host, int port) {
  private static final Pattern HOST =
      Pattern.compile(
          "(?<name>[0-9A-Za-z._-]{1,255}|\\[[0-9a-fA-F:.]{2,45}\\])(?::(?<port>[0-9]{1,5}))?");

  ClientRequestView with(InetAddress node) {
    return new ClientRequestView(node.getHostAddress(), scheme, host, port);
  }

  /** With what the proxy says about the address under which it was called. */
  ClientRequestView with(ForwardedElement element) {
    ClientRequestView view = element.proto().isEmpty() ? this : withScheme(element.proto());
    view = element.port().isEmpty() ? view : view.withPort(element.port());
    return element.host().isEmpty() ? view : view.withHost(element.host(), element.port());
  }

  private ClientRequestView withScheme(String proto) {
    String http =
        switch (proto.toLowerCase(Locale.ROOT)) {
          case "http", "ws" -> "http";
          case "https", "wss" -> "https";
          default -> throw malformed("protocol");
        };
    return new ClientRequestView(address, http, host, port);
  }

  private ClientRequestView withPort(String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 0xffff) {
      throw malformed("port");
    }
    return new ClientRequestView(address, scheme, host, Integer.parseInt(text));
  }

  /** The port in it counts more than one beside it. */
  ClientRequestView withHost(String authority, String portBeside) {
    Matcher matcher = HOST.matcher(authority);
    if (!matcher.matches()) {
      throw malformed("host");
    }
    ClientRequestView named = new ClientRequestView(address, scheme, matcher.group("name"), 0);
    String text = matcher.group("port") == null ? portBeside : matcher.group("port");
    return text.isEmpty() ? named : named.withPort(text);
  }

  /** Whether both mean the same, however they write it. */
  boolean isSameAs(ClientRequestView other) {
    return address.equals(other.address)
        && scheme.equals(other.scheme)
        && authority().equalsIgnoreCase(other.authority());
  }

  int portOrUsual() {
    return port == 0 ? usualPort() : port;
  }

  /** As in a header Host: without the usual port. */
  String authority() {
    return portOrUsual() == usualPort() ? host : host + ":" + port;
  }

  private int usualPort() {
    return scheme.equals("https") ? 443 : 80;
  }

  private static MalformedForwardingException malformed(String what) {
    return new MalformedForwardingException(
        "A header that tells the %s of the client's request does so with something that is none."
            .formatted(what));
  }
}
