package dev.tidings.platform.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.servlet.ServletRequest;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Lets requests whose path cannot be decoded reach the application, which refuses them.
 *
 * <p>The defect, in Payara 6.2025.10 (Payara issue 8000): {@code CoyoteAdapter.service} logs an
 * exception and answers {@code 200 OK} with an empty body, as if the request had been served.
 * Grizzly throws one for a path with a malformed escape, such as {@code %zz}, and often for one
 * that ends in {@code /.} or {@code /..}: it appends a slash behind the end of its buffer. A path
 * that is not UTF-8, or has a backslash, a NUL or too many {@code ..}, gets a 400 without a body.
 *
 * <p>What this gains: such a path is escaped once more before Payara reads it, and marked. It is
 * mapped like any other then, and the application's own filters answer with a problem. A path that
 * ends in dots gets its slash before Grizzly looks for room.
 */
public class UndecodableUri extends RequestRepair {
  private static final String MARK = UndecodableUri.class.getName();

  private static final ServerMethod URI_REFERENCE = new ServerMethod("getRequestURIRef");
  private static final ServerMethod URI_OF_PACKET = new ServerMethod("getRequestURIBC");
  private static final ServerMethod TEXT = new ServerMethod("toString", Charset.class);
  private static final ServerMethod REPLACE = new ServerMethod("setBytes", byte[].class);

  /** Whether the path is not the one that the client sent, because that cannot be decoded. */
  public static boolean isMarked(ServletRequest request) {
    return request.getAttribute(MARK) != null;
  }

  @Override
  void repair(Object request, Object packet) throws ReflectiveOperationException {
    Object uri = URI_OF_PACKET.on(URI_REFERENCE.on(packet));
    String text = (String) TEXT.on(uri, ISO_8859_1);
    if (!UriPath.isPlain(text)) {
      escapeIfNeeded(request, uri, text.getBytes(ISO_8859_1));
    }
  }

  private static void escapeIfNeeded(Object request, Object uri, byte[] sent)
      throws ReflectiveOperationException {
    UriPath path = UriPath.of(sent);
    if (!path.isReadable() || path.leavesRoot()) {
      REPLACE.on(uri, UriPath.escaped(sent).getBytes(ISO_8859_1));
      mark(request, MARK);
    } else if (path.endsWithDotSegment()) {
      byte[] extended = Arrays.copyOf(sent, sent.length + 1);
      extended[sent.length] = '/';
      REPLACE.on(uri, extended);
    }
  }
}
