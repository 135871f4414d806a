package dev.tidings.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What an administrator does before clients can work. */
final class Stage {
  static final String TOPICS = "/api/v1/topics/bench/";

  private static final String ADMIN = "/api/v1/admin/";
  private static final String PASSWORD = "endpoint-of-the-benchmarks";
  private static final int AT_ONCE = 8;
  static final Duration LIMIT = Duration.ofHours(1);

  private final Load load;
  private final Login publisher;
  private final List<Login> readers = new ArrayList<>();

  Stage(Load load) {
    this.load = load;
    publisher = endpoint("publisher", "pub-only", "pub=/bench/*");
  }

  /** Who may publish to all topics of the benchmarks. */
  Login publisher() {
    return publisher;
  }

  /** A topic called {@code /bench/…} with guaranteed delivery that never gets full. */
  void topic(String name) {
    topics(List.of(name));
  }

  /** The same with another number of deliveries after which a message is a dead letter. */
  void topic(String name, int maxDeliveries) {
    Request creation =
        Request.post(
            BenchServer.ADMIN,
            ADMIN + "topics",
            "{\"name\":\"/bench/%s\",\"has_gd\":true,\"max_depth\":1000000000,\"max_deliveries\":%d}"
                .formatted(name, maxDeliveries));
    send(List.of(creation), 201);
  }

  /** Several of them. */
  void topics(List<String> names) {
    send(names.stream().map(Stage::topicCreation).toList(), 201);
  }

  private static Request topicCreation(String name) {
    return Request.post(
        BenchServer.ADMIN,
        ADMIN + "topics",
        "{\"name\":\"/bench/%s\",\"has_gd\":true,\"max_depth\":1000000000}".formatted(name));
  }

  /** That many endpoints which may receive from all topics; the same ones at every call. */
  List<Login> readers(int count) {
    List<Request> missing = new ArrayList<>();
    while (readers.size() < count) {
      Login login = new Login("reader-" + readers.size(), PASSWORD);
      readers.add(login);
      missing.add(creation(login, "sub-only", "sub=/bench/*"));
    }
    send(missing, 201);
    return List.copyOf(readers.subList(0, count));
  }

  void subscribe(List<Login> subscribers, String topic) {
    send(
        subscribers.stream()
            .map(login -> Request.post(login, TOPICS + topic + "/subscription", ""))
            .toList(),
        201);
  }

  /** Publishes inside the server, in batches of a thousand. */
  void fill(String topic, long count, int messageSize) {
    long most = 100_000;
    String path = "/api/bench/fill?topic=/bench/%s&count=%d";
    List<Request> requests = new ArrayList<>();
    for (long rest = count; rest > 0; rest -= most) {
      requests.add(
          Request.post(
              publisher, path.formatted(topic, Math.min(most, rest)), Payload.one(messageSize)));
    }
    Iterator<Request> inTurn = requests.iterator();
    load.run(Crowd.of(1, number -> Script.each(inTurn, 200)), Timing.once(LIMIT));
  }

  private Login endpoint(String name, String role, String pattern) {
    Login login = new Login(name, PASSWORD);
    send(List.of(creation(login, role, pattern)), 201);
    return login;
  }

  private static Request creation(Login login, String role, String pattern) {
    return Request.post(
        BenchServer.ADMIN,
        ADMIN + "endpoints",
        "{\"name\":\"%1$s\",\"role\":\"%2$s\",\"username\":\"%1$s\",\"password\":\"%3$s\",\"patterns\":[\"%4$s\"]}"
            .formatted(login.username(), role, login.password(), pattern));
  }

  /** Some at a time; all must be answered with that status. */
  private void send(List<Request> requests, int status) {
    Iterator<Request> shared = requests.iterator();
    int clients = Math.min(AT_ONCE, requests.size());
    load.run(Crowd.of(clients, number -> Script.each(shared, status)), Timing.once(LIMIT));
  }
}
