package dev.tidings.it.defects;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;

/** Does what Tidings does, and says what came of it. */
@WebServlet(urlPatterns = "/defect/*", asyncSupported = true)
public class DefectServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getPathInfo()) {
      case "/three-bytes" -> write(response, request.getInputStream().readNBytes(3).length);
      case "/wait" -> request.startAsync().setTimeout(0);
      case "/hold" -> HeldRequest.hold(request);
      case "/complete-held" -> response.getWriter().print(HeldRequest.complete());
      case "/early" -> completeEarly(request.startAsync());
      case "/marked" -> completeMarked(request.startAsync());
      case "/classes" -> response.getWriter().print(classes(request));
      case "/server" -> response.getWriter().print(getServletContext().getServerInfo());
      default -> write(response, Reflected.counted(request.getPathInfo().substring(1)));
    }
  }

  private static void write(HttpServletResponse response, int number) throws IOException {
    response.getWriter().print(number);
  }

  /** On another thread, and before the thread of the request has left it. */
  private static void completeEarly(AsyncContext context) {
    CompletableFuture.runAsync(context::complete).join();
  }

  private static void completeMarked(AsyncContext context) {
    try {
      Reflected.field(context, "isDispatchInScope").set(context, new CountedMark());
    } catch (ReflectiveOperationException isOther) {
      throw new IllegalStateException(isOther);
    }
    completeEarly(context);
  }

  /** In place of the mark that a suspended request leaves in threads. */
  private static final class CountedMark extends ThreadLocal<Boolean> {
    @Override
    public Boolean get() {
      Reflected.count("marks-asked", 1);
      return false;
    }

    @Override
    public void set(Boolean isInScope) {}

    @Override
    public void remove() {
      Reflected.count("marks-removed", 1);
    }
  }

  /** A number that changes with the code. */
  private static String classes(HttpServletRequest request) throws IOException {
    CRC32 checksum = new CRC32();
    for (String name : List.of("AsyncContextImpl", "InputBuffer", "Request")) {
      try (InputStream code = ofConnector(request, name)) {
        checksum.update(code.readAllBytes());
      }
    }
    return Long.toHexString(checksum.getValue());
  }

  private static InputStream ofConnector(HttpServletRequest request, String name) {
    try {
      return Reflected.connectorRequest(request)
          .getClass()
          .getResourceAsStream("/org/apache/catalina/connector/" + name + ".class");
    } catch (ReflectiveOperationException isOther) {
      throw new IllegalStateException(isOther);
    }
  }
}
