package dev.tidings.fault;

import dev.tidings.system.Answer;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes single messages and batches, with and without a key for a repetition, and now and then
 * what must be refused. A request with a key is made again until it succeeds; one without is left
 * as it is.
 */
final class FaultPublisher implements Load.Client {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());
  private static final int NO_PRIORITY = 10;

  private final Stage stage;
  private final String name;
  private final String run;
  private final EventLog log;
  private final Random random;
  private long requests;
  private long messages;
  private final AtomicLong successes = new AtomicLong();

  FaultPublisher(Stage stage, String run, int number, EventLog log, long seed) {
    this.stage = stage;
    this.run = run;
    this.name = "publisher-" + number;
    this.log = log;
    this.random = new Random(seed);
  }

  /** A message of a request. */
  private record Publication(Payload payload, int priority) {
    JsonObject json() {
      return JSON.createObjectBuilder()
          .add("data", payload.text())
          .add("priority", priority)
          .build();
    }
  }

  /**
   * What is sent in one piece.
   *
   * @param form its content type
   */
  private record Request(
      long number, List<Publication> publications, String form, Optional<String> key) {
    boolean isLegal() {
      return publications.stream().noneMatch(one -> one.priority() == NO_PRIORITY);
    }

    boolean isRepeatable() {
      return isLegal() && key.isPresent();
    }

    List<Event> events(Outcome outcome) {
      Event call = Event.of(Action.PUBLISH, outcome, number);
      return publications.stream()
          .map(one -> call.published(one.payload().msg(), one.payload().sha(), one.priority()))
          .toList();
    }

    boolean isJson() {
      return form.equals("application/json");
    }

    byte[] body() {
      if (!isJson()) {
        return publications.get(0).payload().bytes();
      }
      JsonArrayBuilder list = JSON.createArrayBuilder();
      publications.forEach(one -> list.add(one.json()));
      return Payload.bytes(JSON.createObjectBuilder().add("messages", list).build().toString());
    }

    String[] headers() {
      List<String> headers = new ArrayList<>();
      key.ifPresent(value -> headers.addAll(List.of("Idempotency-Key", value)));
      if (!isJson()) {
        headers.addAll(
            List.of("Tidings-Priority", Integer.toString(publications.get(0).priority())));
      }
      return headers.toArray(String[]::new);
    }
  }

  @Override
  public void work(Load load) throws InterruptedException {
    while (load.isOn()) {
      Request request = next();
      Outcome outcome = publish(request);
      while (outcome != Outcome.OK && request.isRepeatable() && load.isOn()) {
        load.pause(Duration.ofMillis(20 + random.nextInt(100)));
        outcome = publish(request);
      }
      if (outcome != Outcome.OK) {
        load.pause(Duration.ofMillis(random.nextInt(50)));
      }
    }
  }

  @Override
  public long successes() {
    return successes.get();
  }

  private Outcome publish(Request request) {
    log.write(request.events(Outcome.INVOKE));
    Outcome outcome = send(request);
    log.write(request.events(outcome));
    if (outcome == Outcome.OK) {
      successes.incrementAndGet();
    }
    return outcome;
  }

  private Outcome send(Request request) {
    try {
      Answer answer =
          stage
              .publisher()
              .post(stage.messages(), request.form(), request.body(), request.headers());
      return request.isLegal() ? Answers.outcome(answer) : Answers.outcomeOfFault(answer);
    } catch (CompletionException noAnswer) {
      return Outcome.INFO;
    }
  }

  private Request next() {
    requests++;
    Optional<String> key =
        random.nextBoolean() ? Optional.of(run + "/" + name + "/" + requests) : Optional.empty();
    return switch (random.nextInt(20)) {
      case 0 -> new Request(requests, oneBad(publications(5)), "application/json", key);
      case 1, 2, 3, 4, 5, 6 -> new Request(requests, publications(1), "text/plain", key);
      case 7, 8 -> new Request(requests, publications(1), "application/octet-stream", key);
      case 9 -> new Request(requests, publications(100), "application/json", key);
      default -> new Request(requests, publications(8), "application/json", key);
    };
  }

  private List<Publication> publications(int most) {
    List<Publication> publications = new ArrayList<>();
    int size = 1 + random.nextInt(most);
    for (int i = 0; i < size; i++) {
      Payload payload = Payload.of(run + "/" + name + "/" + ++messages, random);
      publications.add(new Publication(payload, 1 + random.nextInt(9)));
    }
    return publications;
  }

  /** The last of them breaks a rule, for which all must be refused. */
  private static List<Publication> oneBad(List<Publication> publications) {
    List<Publication> bad = new ArrayList<>(publications);
    Publication last = bad.remove(bad.size() - 1);
    bad.add(new Publication(last.payload(), NO_PRIORITY));
    return bad;
  }
}
