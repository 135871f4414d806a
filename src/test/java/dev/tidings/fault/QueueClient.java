package dev.tidings.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.system.Answer;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Takes messages out of one queue, and writes down what came. */
final class QueueClient {
  private static final int OK = 200;
  private static final int REFUSALS = 400;
  private static final int SERVER_ERRORS = 500;

  private final Stage stage;
  private final String subscription;
  private final EventLog log;
  private long calls;

  QueueClient(Stage stage, String subscription, EventLog log) {
    this.stage = stage;
    this.subscription = subscription;
    this.log = log;
  }

  /**
   * Takes at most so many out of the queue for good; empty without a clear answer.
   *
   * @param max 1 and more
   */
  Optional<List<Event>> get(int max) {
    Event call = call(Action.GET);
    log.write(call);
    Optional<Answer> answer = post("/get-messages?max=" + max);
    return readMessages(call, answer);
  }

  /** What the server says about the queue. */
  JsonObject status() {
    return stage.subscriber(subscription).get(stage.subscription()).expect(OK).object();
  }

  private Event call(Action action) {
    return Event.of(action, Outcome.INVOKE, ++calls).from(subscription);
  }

  private Optional<Answer> post(String path) {
    try {
      Answer answer = stage.subscriber(subscription).post(stage.subscription() + path);
      return requireClear(answer);
    } catch (CompletionException noAnswer) {
      return Optional.empty();
    }
  }

  private static Optional<Answer> requireClear(Answer answer) {
    if (answer.status() >= REFUSALS && answer.status() < SERVER_ERRORS) {
      throw new AssertionError(
          "A call without fault got %d: %s".formatted(answer.status(), answer.body()));
    }
    return Optional.of(answer).filter(one -> one.status() == OK);
  }

  private Optional<List<Event>> readMessages(Event call, Optional<Answer> answer) {
    if (answer.isEmpty()) {
      log.write(call.as(Outcome.INFO));
      return Optional.empty();
    }
    List<Event> deliveries = new ArrayList<>();
    for (JsonObject message :
        answer.get().object().getJsonArray("messages").getValuesAs(JsonObject.class)) {
      deliveries.add(delivery(call, message));
    }
    log.write(deliveries);
    return Optional.of(deliveries);
  }

  private static Event delivery(Event call, JsonObject message) {
    Payload payload = Payload.read(data(message));
    return call.as(Outcome.OK)
        .delivered(
            payload.msg(),
            payload.sha(),
            message.getInt("priority"),
            message.getInt("delivery_count"),
            message.getString("receipt", ""));
  }

  private static byte[] data(JsonObject message) {
    String data = message.getString("data");
    return message.getString("data_encoding", "").equals("base64")
        ? Base64.getDecoder().decode(data)
        : data.getBytes(UTF_8);
  }
}
