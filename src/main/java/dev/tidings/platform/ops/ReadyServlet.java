package dev.tidings.platform.ops;

import dev.tidings.api.Administration;
import dev.tidings.api.PageRequest;
import dev.tidings.platform.container.LocalUrl;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.util.stream.Stream;

/**
 * Says that Tidings is ready. It answers nothing and has no address: it is the last servlet to be
 * started, so when its turn has come, the schema is up to date and all others serve.
 */
public class ReadyServlet extends GenericServlet {
  private static final Log LOG = Log.of(ReadyServlet.class);
  private static final long serialVersionUID = 1;

  @Inject private transient Settings settings;
  @Inject private transient Database database;
  @Inject private transient Administration administration;
  @Inject private transient SetUpLink setUpLink;
  @Inject private transient ServerInfo serverInfo;

  @Override
  public void init() {
    // Also waits for the beans that prepare a new database, where the server starts them meanwhile.
    administration.topics(new PageRequest(0, 1, ""));
    String url = url();
    String server = serverInfo.text();
    String console = url + ConsolePath.on(server, getServletContext().getContextPath());
    new StartReport(settings, database).log(server);
    LOG.log(
        LogEvent.READY,
        Version.TIDINGS,
        url,
        console,
        database.description(),
        database.schemaVersion());
    setUpLink
        .take(console)
        .ifPresent(link -> LOG.log(LogEvent.SET_UP_LINK, SetUpLink.LIFETIME.toMinutes(), link));
    if (settings.optional(Setting.DEMO_PASSWORD).isPresent()) {
      examples(url).forEach(command -> LOG.log(LogEvent.EXAMPLE, command));
    }
  }

  /** A server that does not tell where it listens does so on the port that all begin with. */
  private String url() {
    return settings
        .optional(Setting.PUBLIC_URL)
        .map(set -> set.replaceAll("/+$", ""))
        .or(LocalUrl::find)
        .orElse("http://localhost:8080");
  }

  private static Stream<String> examples(String url) {
    String topic = url + "/api/v1/topics/demo/orders";
    return Stream.of(
            "-X POST " + topic + "/subscription",
            topic
                + "/messages -H 'Content-Type: application/json'"
                + " -d '{\"data\":\"My data\",\"priority\":9}'",
            "-X POST " + topic + "/subscription/get-messages")
        .map(request -> "curl -u demo:$TIDINGS_DEMO_PASSWORD " + request);
  }

  @Override
  public void service(ServletRequest request, ServletResponse response) {}
}
