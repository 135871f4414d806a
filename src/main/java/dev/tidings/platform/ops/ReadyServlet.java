package dev.tidings.platform.ops;

import dev.tidings.api.Administration;
import dev.tidings.api.PageRequest;
import dev.tidings.platform.container.LocalUrl;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * Says that Tidings is ready. It answers nothing and has no address: it is the last servlet to be
 * started, so when its turn has come, the schema is up to date and all others serve.
 */
public class ReadyServlet extends GenericServlet {
  private static final System.Logger LOG = System.getLogger("dev.tidings");
  private static final long serialVersionUID = 1;

  @Inject private transient Settings settings;
  @Inject private transient Database database;
  @Inject private transient Administration administration;
  @Inject private transient SetUpLink setUpLink;

  @Override
  public void init() {
    // Also waits for the beans that prepare a new database, where the server starts them meanwhile.
    administration.topics(new PageRequest(0, 1, ""));
    String url = url();
    LOG.log(
        System.Logger.Level.INFO,
        "Tidings {0} ready: {1}/ (console {1}/console/, API {1}/api/v1, Zato-compatible {1}/zato/pubsub), {2}, schema {3}",
        Version.TIDINGS,
        url,
        database.description(),
        database.schemaVersion());
    setUpLink
        .take(url)
        .ifPresent(
            link ->
                LOG.log(
                    System.Logger.Level.INFO,
                    "Set the password of admin, once and within {0} minutes: {1}",
                    SetUpLink.LIFETIME.toMinutes(),
                    link));
    if (settings.optional(Setting.DEMO_PASSWORD).isPresent()) {
      LOG.log(System.Logger.Level.INFO, "Try it:{0}", linesToTry(url));
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

  private static String linesToTry(String url) {
    return """

          curl -u demo:$TIDINGS_DEMO_PASSWORD -X POST %1$s/api/v1/topics/demo/orders/subscription
          curl -u demo:$TIDINGS_DEMO_PASSWORD %1$s/api/v1/topics/demo/orders/messages -H 'Content-Type: application/json' -d '{"data":"My data","priority":9}'
          curl -u demo:$TIDINGS_DEMO_PASSWORD -X POST %1$s/api/v1/topics/demo/orders/subscription/get-messages"""
        .formatted(url);
  }

  @Override
  public void service(ServletRequest request, ServletResponse response) {}
}
