package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.system.GuaranteedPublisher.Request;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered with success is there after the process was killed at any moment. */
@Tag("slow")
class DurabilityIT {
  private static final String TOPIC = "/durable/orders";
  private static final String SUBSCRIPTION = "/api/v1/topics/durable/orders/subscription";
  private static final String NEWS = "/api/v1/topics/durable/news";
  private static final int ROUNDS = Integer.getInteger("tidings.test.rounds", 1);
  private static final int PUBLISHERS = 4;
  private static final int MOST_ANSWERS = 1_500;

  private final long seed = Long.getLong("tidings.test.seed", new Random().nextLong());
  private final Random random = new Random(seed);

  @TempDir Path directory;

  @Test
  void what_was_answered_is_there_after_a_kill() throws Exception {
    System.out.println("tidings.test.seed=" + seed);
    TidingsProcess server = TidingsProcess.start(directory);
    try {
      prepare(server);
      for (int round = 1; round <= ROUNDS; round++) {
        List<GuaranteedPublisher> publishers = publishUntilKilled(server, round);

        server = TidingsProcess.start(directory);

        // Whether the unanswered are there is open, until their publishers ask again.
        assertAnsweredAreThere(publishers, browse(server));
        publishUnansweredAgain(server, publishers);
        assertAllAreThereOnce(publishers, drain(server));
      }
    } finally {
      server.kill();
    }
  }

  @Test
  void a_clean_restart_keeps_queues_keys_and_depths() {
    JsonObject before;
    try (TidingsProcess server = TidingsProcess.start(directory)) {
      prepare(server);
      new Setup(server).topic("/durable/news", false);
      TidingsClient publisher = new Setup(server).client("publisher");
      TidingsClient subscriber = new Setup(server).client("subscriber");
      subscriber.post(NEWS + "/subscription").expect(201);
      for (int i = 0; i < 200; i++) {
        Request request = new Request("restart-" + i, List.of("message " + i));
        publisher.post(GuaranteedPublisher.MESSAGES, request.body()).expect(201);
        publisher.post(NEWS + "/messages", request.body()).expect(201);
      }
      subscriber.post(SUBSCRIPTION + "/get-messages?max=50").expect(200);
      before = status(subscriber);
      server.stop();
    }

    try (TidingsProcess server = TidingsProcess.start(directory)) {
      TidingsClient subscriber = new Setup(server).client("subscriber");

      assertThat(before.getInt("queue_depth")).isEqualTo(150);
      assertThat(status(subscriber).getInt("queue_depth")).isEqualTo(150);
      assertThat(status(subscriber).getString("sub_key")).isEqualTo(before.getString("sub_key"));
      assertThat(drain(server)).hasSize(150).doesNotHaveDuplicates();
      // Not guaranteed, but an orderly end loses nothing either.
      JsonObject news = subscriber.get(NEWS + "/subscription").expect(200).object();
      assertThat(news.getInt("queue_depth")).isEqualTo(200);
    }
  }

  private static void prepare(TidingsProcess server) {
    Setup setup = new Setup(server);
    setup.topic(TOPIC);
    setup.endpoint("publisher", "pub-only", "pub=/durable/*");
    setup.endpoint("subscriber", "sub-only", "sub=/durable/*").post(SUBSCRIPTION).expect(201);
  }

  /** The kill follows an answer whose number is random; the other publishers are at work then. */
  private List<GuaranteedPublisher> publishUntilKilled(TidingsProcess server, int round)
      throws Exception {
    int last = 1 + random.nextInt(MOST_ANSWERS);
    AtomicInteger answers = new AtomicInteger();
    Runnable onAnswer =
        () -> {
          if (answers.incrementAndGet() == last) {
            server.kill();
          }
        };
    List<GuaranteedPublisher> publishers = new ArrayList<>();
    List<WorkerGroup.Work> work = new ArrayList<>();
    TidingsClient client = new Setup(server).client("publisher");
    for (int number = 0; number < PUBLISHERS; number++) {
      GuaranteedPublisher publisher =
          new GuaranteedPublisher(round + "/" + number, random.nextLong());
      publishers.add(publisher);
      work.add(() -> publisher.publishUntilTheEnd(client, onAnswer));
    }
    WorkerGroup.runAtOnce(work);
    return publishers;
  }

  private static List<String> drain(TidingsProcess server) {
    TidingsClient subscriber = new Setup(server).client("subscriber");
    List<String> drained = new ArrayList<>();
    List<JsonObject> page = page(subscriber);
    while (!page.isEmpty()) {
      page.forEach(message -> drained.add(message.getString("data")));
      page = page(subscriber);
    }
    assertThat(status(subscriber).getInt("queue_depth")).isZero();
    return drained;
  }

  /** The same without taking anything out. */
  private static List<String> browse(TidingsProcess server) {
    TidingsClient subscriber = new Setup(server).client("subscriber");
    List<String> waiting = new ArrayList<>();
    String next = "";
    do {
      JsonObject page =
          subscriber
              .get(SUBSCRIPTION + "/messages?state=ready&limit=1000&after=" + next)
              .expect(200)
              .object();
      page.getJsonArray("messages")
          .getValuesAs(JsonObject.class)
          .forEach(message -> waiting.add(message.getString("data")));
      next = URLEncoder.encode(page.getString("next", ""), UTF_8);
    } while (!next.isEmpty());
    return waiting;
  }

  private static List<JsonObject> page(TidingsClient subscriber) {
    return subscriber
        .post(SUBSCRIPTION + "/get-messages?max=1000")
        .expect(200)
        .object()
        .getJsonArray("messages")
        .getValuesAs(JsonObject.class);
  }

  private static JsonObject status(TidingsClient subscriber) {
    return subscriber.get(SUBSCRIPTION).expect(200).object();
  }

  private static void publishUnansweredAgain(
      TidingsProcess server, List<GuaranteedPublisher> publishers) {
    TidingsClient client = new Setup(server).client("publisher");
    for (Request request : unanswered(publishers)) {
      client
          .post(GuaranteedPublisher.MESSAGES, request.body(), "Idempotency-Key", request.key())
          .expect(201);
    }
  }

  private static void assertAllAreThereOnce(
      List<GuaranteedPublisher> publishers, List<String> drained) {
    List<String> expected = new ArrayList<>(data(answered(publishers)));
    expected.addAll(data(unanswered(publishers)));
    assertThat(drained).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** Beyond the answered there is nothing but whole requests that got no answer. */
  private static void assertAnsweredAreThere(
      List<GuaranteedPublisher> publishers, List<String> drained) {
    List<String> answered = data(answered(publishers));
    assertThat(drained).doesNotHaveDuplicates().containsAll(answered);
    Set<String> rest = new HashSet<>(drained);
    answered.forEach(rest::remove);
    for (Request request : unanswered(publishers)) {
      if (rest.containsAll(request.data())) {
        request.data().forEach(rest::remove);
      }
    }
    assertThat(rest).as("unexpected, or a part of a request").isEmpty();
  }

  private static List<Request> answered(List<GuaranteedPublisher> publishers) {
    return publishers.stream().flatMap(publisher -> publisher.answered().stream()).toList();
  }

  private static List<Request> unanswered(List<GuaranteedPublisher> publishers) {
    return publishers.stream().flatMap(publisher -> publisher.unanswered().stream()).toList();
  }

  private static List<String> data(List<Request> requests) {
    return requests.stream().flatMap(request -> request.data().stream()).toList();
  }
}
