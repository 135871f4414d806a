package dev.tidings.it.defects;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** One suspended request whose client leaves. */
final class HeldRequest {
  private static final int WRITES = 100;
  private static final int BETWEEN_WRITES_MS = 50;

  private static volatile AsyncContext context;
  private static volatile Object connectorRequest;

  private HeldRequest() {}

  static void hold(HttpServletRequest request) {
    try {
      connectorRequest = Reflected.connectorRequest(request);
    } catch (ReflectiveOperationException isOther) {
      throw new IllegalStateException(isOther);
    }
    context = request.startAsync();
    context.setTimeout(0);
  }

  /**
   * Writes until the server finds that the client has gone, and completes the request then, as a
   * stream does.
   *
   * @return whether the server has gone on with the request, and recycled it
   */
  static boolean complete() throws IOException {
    ServletOutputStream out = context.getResponse().getOutputStream();
    try {
      for (int i = 0; i < WRITES; i++) {
        out.write('.');
        out.flush();
        Thread.sleep(BETWEEN_WRITES_MS);
      }
      throw new IllegalStateException("The client is still there");
    } catch (IOException gone) {
      context.complete();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return isRecycled();
  }

  private static boolean isRecycled() {
    try {
      return Reflected.field(connectorRequest, "asyncContext").get(connectorRequest) == null;
    } catch (ReflectiveOperationException isOther) {
      throw new IllegalStateException(isOther);
    }
  }
}
