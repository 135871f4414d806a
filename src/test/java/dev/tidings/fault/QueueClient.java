package dev.tidings.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.system.Answer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Takes messages out of one queue and settles them, and writes down what came of it. Calls that got
 * no success have no result; what the log says of them is up to {@link Answers}.
 */
final class QueueClient {
  private final Stage stage;
  private final String subscription;
  private final EventLog log;
  private long calls;

  QueueClient(Stage stage, String subscription, EventLog log) {
    this.stage = stage;
    this.subscription = subscription;
    this.log = log;
  }

  /** Takes at most so many out of the queue for good. */
  Result get(int max) {
    return take(Action.GET, "/get-messages?max=" + max, Json.createObjectBuilder());
  }

  /** Leases at most so many, and waits until there is one. */
  Result receive(int max, Duration lease, Duration wait) {
    return take(
        Action.RECEIVE,
        "/receive",
        Json.createObjectBuilder()
            .add("max", max)
            .add("lease", lease.toString())
            .add("wait", wait.toString()));
  }

  /** What was received is done. */
  Result acknowledge(List<Event> deliveries) {
    return settle(Action.ACKNOWLEDGE, "/acknowledge", deliveries, Json.createObjectBuilder());
  }

  /** What was received comes back after the delay. */
  Result reject(List<Event> deliveries, Duration delay) {
    JsonObjectBuilder body =
        Json.createObjectBuilder().add("delay", delay.toString()).add("reason", "by chance");
    return settle(Action.REJECT, "/reject", deliveries, body);
  }

  /** What was received stays away from others for that long from now on. */
  Result extend(List<Event> deliveries, Duration lease) {
    JsonObjectBuilder body = Json.createObjectBuilder().add("lease", lease.toString());
    return settle(Action.EXTEND, "/extend", deliveries, body);
  }

  /** What the server says about the queue. */
  JsonObject status() {
    return stage.subscriber(subscription).get(stage.subscription()).expect(200).object();
  }

  /**
   * What a call brought.
   *
   * @param events of those messages for which it succeeded
   */
  record Result(boolean isAnswered, List<Event> events) {}

  private Result take(Action action, String path, JsonObjectBuilder body) {
    Event call = Event.of(action, Outcome.INVOKE, ++calls).from(subscription);
    log.write(call);
    Outcome outcome;
    try {
      Answer answer = post(path, body);
      outcome = Answers.outcome(answer);
      if (outcome == Outcome.OK) {
        List<Event> deliveries = deliveries(call, answer);
        log.write(deliveries);
        return new Result(true, deliveries);
      }
    } catch (CompletionException noAnswer) {
      outcome = Outcome.INFO;
    }
    log.write(call.as(outcome));
    return new Result(false, List.of());
  }

  private Answer post(String path, JsonObjectBuilder body) {
    return path.contains("?")
        ? stage.subscriber(subscription).post(stage.subscription() + path)
        : stage.subscriber(subscription).post(stage.subscription() + path, body.build());
  }

  private static List<Event> deliveries(Event call, Answer answer) {
    return answer.object().getJsonArray("messages").getValuesAs(JsonObject.class).stream()
        .map(message -> delivery(call, message))
        .toList();
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

  private Result settle(
      Action action, String path, List<Event> deliveries, JsonObjectBuilder body) {
    if (deliveries.isEmpty()) {
      return new Result(true, List.of());
    }
    long number = ++calls;
    List<Event> call =
        deliveries.stream().map(one -> one.in(action, Outcome.INVOKE, number)).toList();
    log.write(call);
    Outcome outcome;
    try {
      Answer answer = post(path, body.add("receipts", receipts(deliveries)));
      outcome = Answers.outcome(answer);
      if (outcome == Outcome.OK) {
        return readResults(call, answer.object().getJsonArray("results"));
      }
    } catch (CompletionException noAnswer) {
      outcome = Outcome.INFO;
    }
    Outcome ofAll = outcome;
    log.write(call.stream().map(one -> one.as(ofAll)).toList());
    return new Result(false, List.of());
  }

  private static JsonArrayBuilder receipts(List<Event> deliveries) {
    JsonArrayBuilder receipts = Json.createArrayBuilder();
    deliveries.forEach(one -> receipts.add(one.receipt()));
    return receipts;
  }

  private Result readResults(List<Event> call, JsonArray results) {
    if (results.size() != call.size()) {
      throw new AssertionError(results.size() + " results for " + call.size() + " receipts");
    }
    List<Event> outcomes = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      outcomes.add(call.get(i).as(outcome(call.get(i), results.getJsonObject(i))));
    }
    log.write(outcomes);
    return new Result(true, outcomes.stream().filter(one -> one.type() == Outcome.OK).toList());
  }

  private static Outcome outcome(Event call, JsonObject result) {
    if (!result.getString("receipt").equals(call.receipt())) {
      throw new AssertionError("The results come in another order than the receipts");
    }
    return switch (result.getString("result")) {
      case "done" -> Outcome.OK;
      case "expired", "unknown" -> Outcome.FAIL;
      default -> throw new AssertionError("No such result: " + result);
    };
  }
}
