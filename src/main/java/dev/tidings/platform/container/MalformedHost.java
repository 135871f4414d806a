package dev.tidings.platform.container;

import jakarta.servlet.ServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets requests whose header {@code Host} is malformed reach the application, which refuses them.
 *
 * <p>The defect, in Payara 6.2025.10: Grizzly throws an exception while it parses the header, and
 * {@code CoyoteAdapter.service} logs it and answers {@code 200 OK} with an empty body, as if the
 * request had been served.
 *
 * <p>What this gains: the header is replaced before Payara reads it, and the request marked.
 */
public class MalformedHost extends RequestRepair {
  private static final String MARK = MalformedHost.class.getName();
  private static final String HEADER = "Host";
  private static final String ANY = "localhost";

  /** RFC 3986, section 3.2: a name or an address, and perhaps a port. */
  private static final Pattern HOST =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[\\w.~!$&'()*+;=%-]+)(?::(\\d{0,5}))?");

  private static final int MAX_PORT = 65_535;

  private static final ServerMethod VALUE = new ServerMethod("getHeader", String.class);
  private static final ServerMethod REPLACE =
      new ServerMethod("setHeader", String.class, String.class);

  /** Whether the header is not the one that the client sent, because that is malformed. */
  public static boolean isMarked(ServletRequest request) {
    return request.getAttribute(MARK) != null;
  }

  @Override
  void repair(Object request, Object packet) throws ReflectiveOperationException {
    Object host = VALUE.on(packet, HEADER);
    if (host != null && !isWellFormed(host.toString())) {
      REPLACE.on(packet, HEADER, ANY);
      mark(request, MARK);
    }
  }

  static boolean isWellFormed(String host) {
    Matcher parts = HOST.matcher(host);
    if (!parts.matches()) {
      return false;
    }
    String port = parts.group(1);
    return port == null || port.isEmpty() || Integer.parseInt(port) <= MAX_PORT;
  }
}
