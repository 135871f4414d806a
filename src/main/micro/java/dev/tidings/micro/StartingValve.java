package dev.tidings.micro;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.Contained;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Request;
import org.apache.catalina.Response;
import org.glassfish.web.valve.GlassFishValve;

/**
 * Answers 503 until Tidings is deployed, and then removes itself. Payara Micro opens its port
 * before it deploys applications, and answers in the meantime with 404, or with an empty 500 while
 * the application replaces Payara's default one. Valves exist once Payara has made its virtual
 * server; before that, for a second or two, Payara's 404 remains.
 *
 * <p>It lets no request pass: in Payara 6.2025.10, requests that have passed a valve do not reach
 * {@code ServletRequestListener.requestDestroyed}, which responses that come later wait for.
 */
public final class StartingValve implements GlassFishValve, Contained {
  private static final long CHECK_INTERVAL_MS = 5;

  private static final byte[] PROBLEM =
      ("{\"type\":\"/problems/unavailable\","
              + "\"title\":\"The server cannot do this at the moment\",\"status\":503,"
              + "\"detail\":\"Tidings is starting. Try again in a second.\","
              + "\"code\":\"unavailable\",\"retry_after_ms\":1000}")
          .getBytes(StandardCharsets.UTF_8);

  private Container server;

  @Override
  public Container getContainer() {
    return server;
  }

  /** Called when the valve is added to the virtual server. */
  @Override
  public void setContainer(Container container) {
    server = container;
    if (container != null) {
      Thread waiting = new Thread(() -> removeWhenDeployed(container), "tidings-starting");
      waiting.setDaemon(true);
      waiting.start();
    }
  }

  private void removeWhenDeployed(Container container) {
    try {
      while (!isDeployed(container.findChild(""))) {
        Thread.sleep(CHECK_INTERVAL_MS);
      }
      container.getPipeline().removeValve(this);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String getInfo() {
    return StartingValve.class.getName();
  }

  @Override
  public int invoke(Request request, Response response) throws IOException {
    HttpServletResponse answer = (HttpServletResponse) response.getResponse();
    answer.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    answer.setHeader("Retry-After", "1");
    answer.setHeader("Cache-Control", "no-store");
    answer.setContentType("application/problem+json");
    answer.setContentLength(PROBLEM.length);
    answer.getOutputStream().write(PROBLEM);
    return END_PIPELINE;
  }

  @Override
  public void postInvoke(Request request, Response response) {}

  /** Payara's default application has no directory. */
  private static boolean isDeployed(Container application) {
    return application instanceof Context context
        && context.getAvailable()
        && context.getDocBase() != null
        && !context.getDocBase().isEmpty();
  }
}
