package dev.tidings.transport.health;

import dev.tidings.platform.ops.DatabaseProbe;
import dev.tidings.platform.ops.DatabaseReport;
import dev.tidings.platform.ops.Version;
import dev.tidings.security.CallerPrincipal;
import dev.tidings.transport.health.HealthReport.Check;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers {@code live}, {@code ready} and {@code started}. Anybody learns the state; endpoints that
 * monitor or administer learn what was checked.
 */
public class HealthServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject private transient DatabaseProbe probe;
  @Inject private transient DatabaseReport database;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<HealthReport> report =
        report(Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1));
    if (report.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    boolean withDetails =
        request.getUserPrincipal() instanceof CallerPrincipal principal
            && principal.caller().role().mayMonitor();
    byte[] body = report.get().json(withDetails);
    response.setStatus(report.get().status());
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private Optional<HealthReport> report(String what) {
    return switch (what) {
      case "live" -> Optional.of(new HealthReport(List.of(process())));
      case "started" -> Optional.of(new HealthReport(List.of(schema())));
      case "ready" -> Optional.of(new HealthReport(List.of(schema(), database())));
      case "" -> Optional.of(new HealthReport(List.of(process(), schema(), database())));
      default -> Optional.empty();
    };
  }

  /** Whoever gets this far lives. */
  private static Check process() {
    return new Check("process", true, Map.of("version", Version.TIDINGS));
  }

  private Check schema() {
    return new Check("schema", true, Map.of("version", database.schemaVersion()));
  }

  private Check database() {
    return new Check("database", probe.answers(), Map.of("description", database.description()));
  }
}
