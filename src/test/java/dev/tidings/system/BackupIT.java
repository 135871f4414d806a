package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.Ports;
import dev.tidings.system.GuaranteedPublisher.Request;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of the embedded database under load, and their restore, as the documentation says. */
@Tag("slow")
class BackupIT {
  private static final Markdown PAGE = Markdown.of(Path.of("docs/operations.md"));
  private static final Markdown CONFIGURATION = Markdown.of(Path.of("docs/configuration.md"));
  private static final String BACKUP = "/api/v1/admin/backup";
  private static final String TOPIC = "/durable/orders";
  private static final String SUBSCRIPTION = "/api/v1/topics/durable/orders/subscription";
  private static final String JAR = "java -jar target/tidings-micro.jar --port 8080";
  private static final int PUBLISHERS = 4;
  private static final int ANSWERS_BEFORE = 200;
  private static final int ANSWERS_AFTER = 100;

  private final long seed = Long.getLong("tidings.test.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final Queue<Request> answered = new ConcurrentLinkedQueue<>();

  @TempDir Path directory;

  @Test
  void a_backup_under_load_is_restored_with_all_that_was_acknowledged_before() throws Exception {
    System.out.println("tidings.test.seed=" + seed);
    List<GuaranteedPublisher> publishers = new ArrayList<>();
    List<String> before;
    try (TidingsProcess server = TidingsProcess.start(directory, environment())) {
      Setup setup = new Setup(server);
      setup.topic(TOPIC);
      setup.endpoint("publisher", "pub-only", "pub=/durable/*");
      setup.endpoint("subscriber", "sub-only", "sub=/durable/*").post(SUBSCRIPTION).expect(201);
      Thread load = new Thread(() -> publish(server, publishers));
      load.start();
      await().atMost(Duration.ofMinutes(3)).until(() -> answered.size() >= ANSWERS_BEFORE);

      before = data(List.copyOf(answered));
      new ShownCommands(directory, server.port(), TidingsProcess.PASSWORDS)
          .run(PAGE.section("Backup").blocks("sh").subList(0, 1));
      assertThat(server.admin().get("/api/v1/admin/audit?kind=database").expect(200).body())
          .contains("\"backup\"");

      int atTheEnd = answered.size();
      await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> answered.size() >= atTheEnd + ANSWERS_AFTER);
      server.kill();
      load.join();
    }

    try (TidingsProcess restored = TidingsProcess.ready(restore())) {
      List<String> drained = drain(restored);

      assertThat(drained).doesNotHaveDuplicates().containsAll(before);
      assertThat(drained.size()).isLessThan(data(List.copyOf(answered)).size());
      assertNothingByHalf(publishers, drained);
      new Setup(restored)
          .client("publisher")
          .post(GuaranteedPublisher.MESSAGES, new Request("later", List.of("later")).body())
          .expect(201);
      assertThat(drain(restored)).containsExactly("later");
      assertHealthIsShownByPayara(restored);
    }
  }

  @Test
  void a_client_that_stops_reading_loses_the_backup_and_others_get_theirs() throws Exception {
    try (TidingsProcess server = TidingsProcess.start(directory, environment())) {
      Setup setup = new Setup(server);
      setup.topic(TOPIC);
      setup.endpoint("subscriber", "sub-only", "sub=/durable/*").post(SUBSCRIPTION).expect(201);
      TidingsClient publisher = setup.endpoint("publisher", "pub-only", "pub=/durable/*");
      byte[] large = new byte[900_000];
      // More than what the sockets of both sides and the server keep for a client.
      for (int i = 0; i < 30; i++) {
        random.nextBytes(large);
        publisher.post(GuaranteedPublisher.MESSAGES, "application/octet-stream", large).expect(201);
      }

      try (Socket silent = begin(server)) {
        assertThat(silent.getInputStream().readNBytes(15))
            .isEqualTo("HTTP/1.1 200 OK".getBytes(UTF_8));
        assertThat(server.admin().post(BACKUP).expect(409).object().getString("code"))
            .isEqualTo("conflict");
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> server.output().contains("A backup was cut off"));
      }
      try (Socket leaving = begin(server)) {
        assertThat(leaving.getInputStream().readNBytes(15)).hasSize(15);
      }

      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> server.admin().post(BACKUP).status() == 200);
      publisher
          .post(GuaranteedPublisher.MESSAGES, new Request("later", List.of("later")).body())
          .expect(201);
    }
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(TidingsProcess.PASSWORDS);
    environment.put("TIDINGS_STREAM_TIMEOUT", "PT4S");
    return environment;
  }

  private static Socket begin(TidingsProcess server) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.setSoTimeout(60_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    String credentials = "admin:" + TidingsProcess.ADMIN_PASSWORD;
    socket
        .getOutputStream()
        .write(
            "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nAuthorization: Basic %s\r\n\r\n"
                .formatted(BACKUP, Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                .getBytes(UTF_8));
    return socket;
  }

  private void publish(TidingsProcess server, List<GuaranteedPublisher> publishers) {
    TidingsClient client = new Setup(server).client("publisher");
    List<WorkerGroup.Work> work = new ArrayList<>();
    for (int number = 0; number < PUBLISHERS; number++) {
      GuaranteedPublisher publisher = new GuaranteedPublisher("p" + number, random.nextLong());
      publishers.add(publisher);
      work.add(() -> publisher.publishUntilTheEnd(client, () -> answered.add(last(publisher))));
    }
    try {
      WorkerGroup.runAtOnce(work);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Switched on as the documentation says. */
  private static void assertHealthIsShownByPayara(TidingsProcess server) {
    TidingsClient anybody = server.client("", "");

    assertThat(anybody.get("/health/live").expect(200).body())
        .contains("tidings-process")
        .doesNotContain("tidings-database");
    assertThat(anybody.get("/health/ready").expect(200).body())
        .contains("tidings-database")
        .contains("\"status\":\"UP\"");
    assertThat(anybody.get("/health/started").expect(200).body()).contains("tidings-schema");
  }

  private static Request last(GuaranteedPublisher publisher) {
    return publisher.answered().get(publisher.answered().size() - 1);
  }

  /** The first block of the chapter, in the directory where the first one has left the file. */
  private TidingsProcess restore() throws IOException {
    String block = PAGE.section("Restore").blocks("sh").get(0).text();
    assertThat(block).contains(JAR);
    int port = Ports.free();
    String start =
        "exec java -Djava.io.tmpdir=tmp -jar '%s' --prebootcommandfile pages.txt --port %d"
            .formatted(TidingsProcess.JAR, port);
    Files.writeString(
        directory.resolve("pages.txt"),
        CONFIGURATION.section("Pages of Payara").blocks("text").get(0).text());
    return TidingsProcess.launch(
        List.of("bash", "-c", block.replace(JAR, start)), directory, Map.of(), port);
  }

  private static List<String> drain(TidingsProcess server) {
    TidingsClient subscriber = new Setup(server).client("subscriber");
    List<String> drained = new ArrayList<>();
    while (true) {
      List<JsonObject> page =
          subscriber
              .post(SUBSCRIPTION + "/get-messages?max=1000")
              .expect(200)
              .object()
              .getJsonArray("messages")
              .getValuesAs(JsonObject.class);
      if (page.isEmpty()) {
        return drained;
      }
      page.forEach(message -> drained.add(message.getString("data")));
    }
  }

  /** Each request is there as a whole or not at all, and nothing else is. */
  private static void assertNothingByHalf(
      List<GuaranteedPublisher> publishers, List<String> drained) {
    Set<String> rest = new HashSet<>(drained);
    for (GuaranteedPublisher publisher : publishers) {
      List<Request> all = new ArrayList<>(publisher.answered());
      all.addAll(publisher.unanswered());
      for (Request request : all) {
        long found = request.data().stream().filter(rest::remove).count();
        assertThat(found).as(request.key()).isIn(0L, (long) request.data().size());
      }
    }
    assertThat(rest).isEmpty();
  }

  private static List<String> data(List<Request> requests) {
    return requests.stream().flatMap(request -> request.data().stream()).toList();
  }
}
