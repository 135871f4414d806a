package dev.tidings.bench.shop;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Runs the loads inside the server. */
@WebServlet(
    urlPatterns = {"/ready", "/publish", "/pack"},
    loadOnStartup = 1)
public class ShopServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final Logger LOGGER = Logger.getLogger(ShopServlet.class.getName());

  @Inject private transient Publishers publishers;
  @Inject private transient Packing packing;
  @Inject private transient Messaging messaging;

  /** The benchmarks wait for this line. */
  @Override
  public void init() {
    LOGGER.info("The shop is ready: " + messaging.getClass().getPackageName());
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print("ready");
  }

  /** With the time of each transaction, in nanoseconds, a line each. */
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      response.getWriter().print(run(request));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServletException(e);
    } catch (ExecutionException e) {
      throw new ServletException(e.getCause());
    }
  }

  private String run(HttpServletRequest request) throws InterruptedException, ExecutionException {
    String queue = request.getParameter("queue");
    messaging.prepare(Queues.listeners(queue));
    if (request.getServletPath().equals("/pack")) {
      packing.pack(queue, number(request, "messages"));
      return "";
    }
    List<Long> nanos =
        publishers.run(
            queue,
            (int) number(request, "threads"),
            Duration.ofMillis(number(request, "millis")),
            "x".repeat((int) number(request, "size")));
    return nanos.stream().map(Object::toString).collect(Collectors.joining("\n"));
  }

  private static long number(HttpServletRequest request, String name) {
    return Long.parseLong(request.getParameter(name));
  }
}
