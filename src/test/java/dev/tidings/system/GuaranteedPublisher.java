package dev.tidings.system;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;

/**
 * Publishes, one after the other, until it gets no answer any more; then the outcome of the last
 * request is unknown.
 */
final class GuaranteedPublisher {
  static final String MESSAGES = "/api/v1/topics/durable/orders/messages";

  /** One request: publications that are stored together or not at all. */
  record Request(String key, List<String> data) {
    JsonObject body() {
      JsonArrayBuilder messages = Json.createArrayBuilder();
      data.forEach(
          one ->
              messages.add(
                  Json.createObjectBuilder()
                      .add("data", one)
                      .add("priority", 1 + Math.floorMod(one.hashCode(), 9))));
      return Json.createObjectBuilder().add("messages", messages).build();
    }
  }

  private final String name;
  private final Random random;
  private final List<Request> answered = new ArrayList<>();
  private final List<Request> unanswered = new ArrayList<>();
  private int publications;

  GuaranteedPublisher(String name, long seed) {
    this.name = name;
    this.random = new Random(seed);
  }

  /** Works until the server is gone; tells each answer. */
  void publishUntilTheEnd(TidingsClient client, Runnable onAnswer) {
    while (unanswered.isEmpty()) {
      Request request = next();
      if (isAnswered(client, request)) {
        answered.add(request);
        onAnswer.run();
      } else {
        unanswered.add(request);
      }
    }
  }

  private boolean isAnswered(TidingsClient client, Request request) {
    try {
      client.post(MESSAGES, request.body(), "Idempotency-Key", request.key()).expect(201);
      return true;
    } catch (CompletionException e) {
      return false;
    }
  }

  /** Mostly small requests, some large ones. */
  private Request next() {
    int size = random.nextInt(10) == 0 ? 1 + random.nextInt(100) : 1 + random.nextInt(3);
    List<String> data = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      data.add(name + "/" + publications++ + "/" + "x".repeat(random.nextInt(500)));
    }
    return new Request(name + "-" + publications, data);
  }

  List<Request> answered() {
    return answered;
  }

  /** The one request whose outcome is unknown. */
  List<Request> unanswered() {
    return unanswered;
  }
}
