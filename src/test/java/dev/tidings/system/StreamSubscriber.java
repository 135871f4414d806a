package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Subscribes wherever its endpoint may, drains, and holds what it got against the model. */
final class StreamSubscriber {
  private final String name;
  private final TidingsClient client;
  private final QueueModel model;
  private final Pattern permitted;
  private final Drain drain;
  private final Map<String, List<QueueModel.Entry>> receivedByTopic = new LinkedHashMap<>();

  /** One way of getting a page of messages out of a queue, better ones first. */
  interface Drain {
    List<JsonObject> page(TidingsClient client, String topic);

    /** The native API, so many at a time. */
    static Drain natively(int max) {
      return (client, topic) ->
          client
              .post("/api/v1/topics" + topic + "/subscription/get-messages?max=" + max)
              .expect(200)
              .object()
              .getJsonArray("messages")
              .getValuesAs(JsonObject.class);
    }

    /** The call of Zato's clients, which gets all there is. */
    static Drain asZatoClient() {
      return (client, topic) ->
          client
              .send("PATCH", "/zato/pubsub/topic/" + topic, "", new byte[0])
              .expect(200)
              .array()
              .getValuesAs(JsonObject.class);
    }
  }

  /**
   * A subscriber.
   *
   * @param permitted what its endpoint's patterns stand for, as a regular expression
   */
  StreamSubscriber(
      String name, TidingsClient client, QueueModel model, String permitted, Drain drain) {
    this.name = name;
    this.client = client;
    this.model = model;
    this.permitted = Pattern.compile(permitted);
    this.drain = drain;
  }

  /** Tries to subscribe to each topic; only those that the patterns match may work. */
  void subscribeWherePermitted(List<String> topics) {
    for (String topic : topics) {
      boolean isPermitted = permitted.matcher(topic).matches();
      client.post(subscription(topic)).expect(isPermitted ? 201 : 403);
      if (isPermitted) {
        model.subscribe(topic, name);
        receivedByTopic.put(topic, new ArrayList<>());
      }
    }
  }

  /** Gets everything that waits at this moment. */
  void drain() {
    for (String topic : receivedByTopic.keySet()) {
      List<JsonObject> page = drain.page(client, topic);
      while (!page.isEmpty()) {
        receivedByTopic.get(topic).addAll(inOrderOfDelivery(topic, page));
        page = drain.page(client, topic);
      }
    }
  }

  /** The answer has the newest first within a priority; this turns each priority around. */
  private List<QueueModel.Entry> inOrderOfDelivery(String topic, List<JsonObject> page) {
    List<QueueModel.Entry> entries = new ArrayList<>();
    page.forEach(message -> entries.add(entry(topic, message)));
    assertThat(entries)
        .isSortedAccordingTo(Comparator.comparingInt(QueueModel.Entry::priority).reversed());
    Collections.reverse(entries);
    entries.sort(Comparator.comparingInt(QueueModel.Entry::priority).reversed());
    return entries;
  }

  private QueueModel.Entry entry(String topic, JsonObject message) {
    assertThat(message.getString("topic_name")).isEqualTo(topic);
    assertThat(message.getInt("delivery_count")).isZero();
    return new QueueModel.Entry(
        message.getString("msg_id"),
        // Its publisher may still wait for the answer.
        QueueModel.NOBODY,
        message.getInt("priority"),
        Checksum.sha256(data(message)),
        message.getInt("size"),
        message.getString("mime_type"));
  }

  private static byte[] data(JsonObject message) {
    JsonValue data = message.get("data");
    if (message.containsKey("data_encoding")) {
      assertThat(message.getString("data_encoding")).isEqualTo("base64");
      return Base64.getDecoder().decode(message.getString("data"));
    }
    String text = data instanceof JsonString string ? string.getString() : data.toString();
    return text.getBytes(UTF_8);
  }

  /** Every queue is as long as the model's rest of it, exactly. */
  void assertDepths() {
    receivedByTopic.forEach(
        (topic, received) -> {
          List<QueueModel.Entry> queue = model.queue(topic, name);
          assertThat(ids(received)).as(topic).doesNotHaveDuplicates().isSubsetOf(ids(queue));
          assertThat(depth(topic)).as(topic).isEqualTo(queue.size() - received.size());
        });
  }

  private static List<String> ids(List<QueueModel.Entry> entries) {
    return entries.stream().map(QueueModel.Entry::id).toList();
  }

  private long depth(String topic) {
    return client
        .get(subscription(topic))
        .expect(200)
        .object()
        .getJsonNumber("queue_depth")
        .longValueExact();
  }

  /** Nothing is lost, nothing came twice, nothing is out of order, nothing has changed a byte. */
  void assertGotWhatTheModelSays() {
    receivedByTopic.forEach(
        (topic, received) ->
            assertThat(QueueModel.ordered(model.attributed(received)))
                .as(name + " at " + topic)
                .isEqualTo(QueueModel.ordered(model.queue(topic, name))));
  }

  int received() {
    return receivedByTopic.values().stream().mapToInt(List::size).sum();
  }

  private static String subscription(String topic) {
    return "/api/v1/topics" + topic + "/subscription";
  }
}
