package dev.tidings.micro;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.Context;
import org.apache.catalina.Request;
import org.apache.catalina.Response;
import org.glassfish.web.valve.GlassFishValve;

/**
 * Answers 503 until Tidings is deployed. Payara Micro opens its port before it deploys
 * applications, and answers in the meantime with 404, or with an empty 500 while the application
 * replaces Payara's default one. Valves exist once Payara has made its virtual server; before that,
 * for a second or two, Payara's 404 remains.
 */
public final class StartingValve implements GlassFishValve {
  private static final byte[] PROBLEM =
      ("{\"type\":\"/problems/unavailable\","
              + "\"title\":\"The server cannot do this at the moment\",\"status\":503,"
              + "\"detail\":\"Tidings is starting. Try again in a second.\","
              + "\"code\":\"unavailable\",\"retry_after_ms\":1000}")
          .getBytes(StandardCharsets.UTF_8);

  @Override
  public String getInfo() {
    return StartingValve.class.getName();
  }

  @Override
  public int invoke(Request request, Response response) throws IOException {
    if (isDeployed(request.getContext())) {
      return INVOKE_NEXT;
    }
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
  private static boolean isDeployed(Context context) {
    return context != null
        && context.getAvailable()
        && context.getDocBase() != null
        && !context.getDocBase().isEmpty();
  }
}
