package dev.tidings.it.defects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.RawWebSocket;
import dev.tidings.it.http.RawHttp;
import dev.tidings.it.http.ServerSockets;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The defects of the servers are still there. A test that fails says that an upgrade has mended
 * one, and which class of {@code platform.container} may go: docs/workarounds.md.
 */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@Tag("slow")
class UpstreamDefectsIT {
  private static final String SERVER = "arquillian.launch";
  private static final int SOME = 50;
  private static final int LARGE = 1 << 20;

  @ArquillianResource URI root;

  @Deployment(testable = false)
  static WebArchive application() {
    return ShrinkWrap.create(WebArchive.class, "defects.war")
        .addClasses(DefectServlet.class, Reflected.class, FlagListener.class)
        .addClasses(StartListener.class, FrameEndpoint.class, HeldRequest.class);
  }

  @Test
  void a_connection_that_the_client_has_closed_stays_open_while_its_request_is_suspended()
      throws InterruptedException {
    Set<Integer> port;
    try (RawHttp leaving = get("wait")) {
      port = Set.of(leaving.localPort());
      await().until(() -> ServerSockets.read(root, port) == 1);
    }

    // A server that reads from the connection closes it at once.
    Thread.sleep(Duration.ofSeconds(2).toMillis());

    assertThat(ServerSockets.open(root, port))
        .as("The server notices a client that is gone: remove DisconnectProbe and DisconnectCheck")
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%zz", "%"})
  @EnabledIfSystemProperty(named = SERVER, matches = "payara")
  void a_path_that_cannot_be_decoded_is_an_empty_success(String path) {
    assertEmptySuccess("GET " + root.getPath() + path + " HTTP/1.1\r\nHost: a", "UndecodableUri");
  }

  @Test
  @EnabledIfSystemProperty(named = SERVER, matches = "payara")
  void a_malformed_host_is_an_empty_success() {
    assertEmptySuccess("GET " + root.getPath() + " HTTP/1.1\r\nHost: a:xx", "MalformedHost");
  }

  private void assertEmptySuccess(String head, String workaround) {
    try (RawHttp connection = RawHttp.connect(root)) {
      RawHttp.Answer answer = connection.send(head + "\r\nConnection: close\r\n\r\n").answer();

      assertThat(answer.status() + answer.body())
          .as("Payara refuses it: remove %s", workaround)
          .isEqualTo("200");
    }
  }

  @Test
  @EnabledIfSystemProperty(named = SERVER, matches = "payara")
  void the_body_of_a_request_that_offers_an_upgrade_has_no_end() {
    try (RawHttp connection = post("three-bytes", "Upgrade: anything", "Content-Length: 2")) {
      connection.send("abc");

      assertThat(connection.answer().body())
          .as("Grizzly ends the body after two bytes: remove UpgradeBodyFilter and what it uses")
          .isEqualTo("3");
    }
  }

  @Test
  @EnabledIfSystemProperty(named = SERVER, matches = "payara")
  void a_request_that_was_answered_early_leaves_its_flag_to_the_next() {
    for (int i = 0; i < SOME; i++) {
      ask("early");
    }

    assertThat(count("stale-flags"))
        .as("Payara recycles the flag afterService: remove StaleRequestCleanup")
        .isPositive();
  }

  @Test
  @EnabledIfSystemProperty(named = SERVER, matches = "payara")
  void completing_a_request_whose_connection_has_closed_resumes_it() {
    try (RawHttp leaving = get("hold")) {
      Set<Integer> port = Set.of(leaving.localPort());
      await().until(() -> ServerSockets.read(root, port) == 1);
    }

    assertThat(ask("complete-held"))
        .as("Grizzly does not resume what it has cancelled: remove AsyncCompletion")
        .isEqualTo("true");
  }

  @Test
  @EnabledIfSystemProperty(named = SERVER, matches = "payara")
  void a_suspended_request_leaves_its_mark_in_threads() {
    ask("marked");

    assertThat(count("marks-asked")).isPositive();
    assertThat(count("marks-removed"))
        .as("Payara takes the mark out of threads: remove PayaraDispatchFlag")
        .isZero();
  }

  /** The defect is a race that takes thousands of requests to show. */
  @Test
  @EnabledIfSystemProperty(named = SERVER, matches = "payara")
  void the_classes_that_lose_requests_are_those_that_were_checked_by_hand() {
    assertThat(ask("classes"))
        .as(
            "Payara has changed how it suspends requests. Build Tidings with"
                + " ReadListenerDefect.affect returning false and run BodyHttpTests twenty times."
                + " If no request gets lost, remove ReadListenerDefect; if one does, change the"
                + " number here.")
        .isEqualTo("4ed55d7e");
  }

  @Test
  @EnabledIfSystemProperty(named = SERVER, matches = "payara")
  void a_frame_is_kept_until_all_of_it_is_there_and_starts_a_timer() {
    try (RawWebSocket socket = RawWebSocket.open(root.resolve("frames"))) {
      int timers = count("timers");
      socket.send(RawWebSocket.TEXT, new byte[LARGE]);

      assertThat(socket.readText())
          .as("Tyrus passes on what it has of a frame: remove TyrusFrameLimit")
          .startsWith(LARGE + " ");
      assertThat(count("timers"))
          .as("Tyrus starts no timer where there is no idle timeout: remove TyrusIdleTimer")
          .isGreaterThan(timers);
      assertThat(count("searches"))
          .as("Without these timers, a frame that is sent searches no libraries for services")
          .isZero();
    }
  }

  @Test
  @EnabledIfSystemProperty(named = SERVER, matches = "payara")
  void no_management_bean_tells_of_listeners() {
    assertThat(count("listener-beans"))
        .as("Payara Micro has management beans of its listeners: PayaraListeners may use them")
        .isZero();
  }

  /** To see the defect takes a start of WildFly with an application in it. */
  @Test
  @EnabledIfSystemProperty(named = SERVER, matches = "wildfly")
  void the_server_is_the_one_that_was_checked_by_hand() {
    assertThat(ask("server"))
        .as(
            "Start this WildFly with an application that reads the attribute socketBinding of the"
                + " bean jboss.as:subsystem=undertow,server=*,http-listener=* while it starts. If it"
                + " can, remove WildFlySockets; if not, change the version here.")
        .contains("39.0.1");
  }

  private RawHttp get(String what) {
    return RawHttp.connect(root).send("GET " + path(what) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  private RawHttp post(String what, String... headers) {
    return RawHttp.connect(root).post(path(what), headers);
  }

  private String path(String what) {
    return root.getPath() + "defect/" + what;
  }

  private String ask(String what) {
    try (RawHttp connection = get(what)) {
      return connection.answer().body();
    }
  }

  private int count(String what) {
    return Integer.parseInt(ask(what));
  }
}
