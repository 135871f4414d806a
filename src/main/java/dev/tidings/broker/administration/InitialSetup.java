package dev.tidings.broker.administration;

import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.Role;
import dev.tidings.api.TopicSettings;
import dev.tidings.platform.cluster.ClusterLock;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.platform.ops.SetUpLink;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.store.endpoint.Credentials;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.endpoint.InternalEndpoint;
import dev.tidings.store.session.LoginSessions;
import dev.tidings.store.session.SessionKind;
import dev.tidings.store.session.SessionToken;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Initialises an empty database: the internal endpoint, an administrator, and a demo on request.
 */
@Stateless(name = "TidingsInitialSetup")
public class InitialSetup {
  private static final Log LOG = Log.of(InitialSetup.class);
  private static final String ADMINISTRATOR = "admin";
  private static final int MADE_PASSWORD_BYTES = 12;
  private static final int SHORT_PASSWORD = 8;

  @Inject Settings settings;
  @Inject Database database;
  @Inject ClusterLock clusterLock;
  @Inject Endpoints endpoints;
  @Inject TopicAdministration topics;
  @Inject LoginSessions sessions;
  @Inject SetUpLink setUpLink;
  @Inject @DatabaseTime Clock clock;

  /** Does nothing if the database is not empty. */
  public void prepare() {
    database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          // Nodes that start at the same time on one new database do it one after another.
          clusterLock.become(connection);
          if (endpoints.areNone()) {
            install();
          }
          return connection;
        });
  }

  private void install() {
    endpoints.addBuiltIn(InternalEndpoint.settings(), clock.instant());
    add(ADMINISTRATOR, Role.ADMIN, adminPassword(), List.of());
    if (settings.optional(Setting.ADMIN_PASSWORD).isEmpty()) {
      offerSetUpLink();
    }
    settings.optional(Setting.DEMO_PASSWORD).ifPresent(this::installDemo);
  }

  private String adminPassword() {
    Optional<String> given = settings.optional(Setting.ADMIN_PASSWORD);
    if (given.isPresent()) {
      warnIfShort(Setting.ADMIN_PASSWORD, given.get());
      return given.get();
    }
    byte[] bytes = new byte[MADE_PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    String made = HexFormat.of().formatHex(bytes);
    LOG.log(LogEvent.ADMIN_PASSWORD_GENERATED, made);
    return made;
  }

  /** Good until the password is another one, so once. */
  private void offerSetUpLink() {
    Credentials made = endpoints.credentials(ADMINISTRATOR).orElseThrow();
    SessionToken token = SessionToken.random();
    sessions.add(
        token,
        SessionKind.SET_UP,
        made.endpointId(),
        ADMINISTRATOR,
        made.passwordHash(),
        SetUpLink.LIFETIME);
    setUpLink.offer(token.text());
  }

  private void installDemo(String password) {
    warnIfShort(Setting.DEMO_PASSWORD, password);
    topics.create(TopicSettings.builder("/zato/demo/sample").hasGd(false).build());
    topics.create(TopicSettings.named("/demo/orders"));
    List<String> patterns =
        List.of("pub=/zato/demo/*", "sub=/zato/demo/*", "pub=/demo/**", "sub=/demo/**");
    add("demo", Role.PUB_SUB, password, patterns);
    add("demo-other", Role.PUB_SUB, password, patterns);
    add("demo-reader", Role.SUB_ONLY, password, List.of("sub=/demo/**"));
  }

  private static void warnIfShort(Setting setting, String password) {
    if (password.length() < SHORT_PASSWORD) {
      LOG.log(LogEvent.PASSWORD_SHORT, setting.key(), SHORT_PASSWORD);
    }
  }

  private void add(String name, Role role, String password, List<String> patterns) {
    endpoints.addBuiltIn(
        new EndpointSettings(name, EndpointType.REST, role, name, password, patterns, true),
        clock.instant());
  }
}
