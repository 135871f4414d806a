package dev.tidings.fault;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.util.Map;

/**
 * One line in the log of a client: about one message, or about a call that has none. What does not
 * apply is empty or 0.
 *
 * @param t nanoseconds of a clock that all processes of the machine share
 * @param proc the client
 * @param op number of the call among those of its client; a call that is repeated keeps it
 * @param sub the subscription, by the name of its endpoint
 * @param msg what the publisher calls the message: run, publisher and number
 * @param sha SHA-256 of the data, in hexadecimal digits
 * @param prio its priority
 * @param dc its delivery count
 * @param receipt of its lease
 */
record Event(
    long t,
    String proc,
    Action f,
    Outcome type,
    long op,
    String sub,
    String msg,
    String sha,
    int prio,
    int dc,
    String receipt) {
  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  /** About a call; a log adds who wrote it, and when. */
  static Event of(Action f, Outcome type, long op) {
    return new Event(0, "", f, type, op, "", "", "", 0, 0, "");
  }

  Event by(String writer, long time) {
    return new Event(time, writer, f, type, op, sub, msg, sha, prio, dc, receipt);
  }

  Event as(Outcome other) {
    return new Event(t, proc, f, other, op, sub, msg, sha, prio, dc, receipt);
  }

  /** About the same message, in another call. */
  Event in(Action action, Outcome outcome, long call) {
    return new Event(t, proc, action, outcome, call, sub, msg, sha, prio, dc, receipt);
  }

  Event published(String message, String hash, int priority) {
    return new Event(t, proc, f, type, op, sub, message, hash, priority, dc, receipt);
  }

  Event from(String subscription) {
    return new Event(t, proc, f, type, op, subscription, msg, sha, prio, dc, receipt);
  }

  Event delivered(String message, String hash, int priority, int count, String token) {
    return new Event(t, proc, f, type, op, sub, message, hash, priority, count, token);
  }

  boolean hasMessage() {
    return !msg.isEmpty();
  }

  String toLine() {
    JsonObjectBuilder line =
        BUILDERS
            .createObjectBuilder()
            .add("t", t)
            .add("proc", proc)
            .add("f", f.name())
            .add("type", type.name())
            .add("op", op);
    addText(line, "sub", sub);
    addText(line, "msg", msg);
    addText(line, "sha", sha);
    addNumber(line, "prio", prio);
    addNumber(line, "dc", dc);
    addText(line, "receipt", receipt);
    return line.build().toString();
  }

  private static void addText(JsonObjectBuilder line, String name, String text) {
    if (!text.isEmpty()) {
      line.add(name, text);
    }
  }

  private static void addNumber(JsonObjectBuilder line, String name, int number) {
    if (number != 0) {
      line.add(name, number);
    }
  }

  static Event parse(String line) {
    try (JsonReader reader = READERS.createReader(new StringReader(line))) {
      JsonObject json = reader.readObject();
      return new Event(
          json.getJsonNumber("t").longValue(),
          json.getString("proc"),
          Action.valueOf(json.getString("f")),
          Outcome.valueOf(json.getString("type")),
          json.getJsonNumber("op").longValue(),
          json.getString("sub", ""),
          json.getString("msg", ""),
          json.getString("sha", ""),
          json.getInt("prio", 0),
          json.getInt("dc", 0),
          json.getString("receipt", ""));
    }
  }
}
