package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Publishes its share of the stream in every form that there is, and tells the model. */
final class StreamPublisher {
  private static final int CHUNK = 150;

  private final int number;
  private final TidingsClient client;
  private final QueueModel model;
  private int singles;

  StreamPublisher(int number, TidingsClient client, QueueModel model) {
    this.number = number;
    this.client = client;
    this.model = model;
  }

  /** Publishes the events: those of one topic as a batch, single ones by turns as below. */
  void publish(List<PackageEvent> events) {
    for (int from = 0; from < events.size(); from += CHUNK) {
      Map<String, List<PackageEvent>> byTopic =
          events.subList(from, Math.min(from + CHUNK, events.size())).stream()
              .collect(
                  Collectors.groupingBy(
                      PackageEvent::topic, LinkedHashMap::new, Collectors.toList()));
      byTopic.forEach(this::publish);
    }
  }

  private void publish(String topic, List<PackageEvent> events) {
    if (events.size() > 2) {
      publishBatch(topic, events);
    } else {
      events.forEach(this::publishSingle);
    }
  }

  private void publishBatch(String topic, List<PackageEvent> events) {
    JsonArrayBuilder messages = Json.createArrayBuilder();
    events.forEach(event -> messages.add(publication(event).add("data", event.data())));
    JsonObject batch = Json.createObjectBuilder().add("messages", messages).build();
    List<String> ids =
        client
            .post(messages(topic), batch)
            .expect(201)
            .object()
            .getJsonArray("msg_ids")
            .getValuesAs(JsonString::getString);
    for (int i = 0; i < events.size(); i++) {
      tell(ids.get(i), events.get(i), bytes(events.get(i)), "application/json");
    }
  }

  private void publishSingle(PackageEvent event) {
    int form = singles++ % 4;
    if (form == 0) {
      publishText(event);
    } else if (form == 1) {
      publishBytes(event);
    } else if (form == 2 && !event.isExpiredAtOnce()) {
      publishAsZatoClient(event);
    } else {
      publishObject(event);
    }
  }

  private void publishObject(PackageEvent event) {
    JsonObject body = publication(event).add("data", event.data()).build();
    Answer answer = client.post(messages(event.topic()), body).expect(201);
    tell(id(answer), event, bytes(event), "application/json");
  }

  private void publishText(PackageEvent event) {
    publishRaw(event, "text/plain", bytes(event));
  }

  private void publishBytes(PackageEvent event) {
    publishRaw(event, "application/octet-stream", compressed(bytes(event)));
  }

  private void publishRaw(PackageEvent event, String contentType, byte[] body) {
    String priority = Integer.toString(event.priority());
    Answer answer =
        event.expiration().isEmpty()
            ? client.post(messages(event.topic()), contentType, body, "Tidings-Priority", priority)
            : client.post(
                messages(event.topic()),
                contentType,
                body,
                "Tidings-Priority",
                priority,
                "Tidings-Expiration",
                Long.toString(event.expiration().getAsLong()));
    tell(id(answer.expect(201)), event, body, contentType);
  }

  /** As curl does without a Content-Type of its own: the body is JSON all the same. */
  private void publishAsZatoClient(PackageEvent event) {
    JsonObject body = publication(event).add("data", event.data().toString()).build();
    Answer answer =
        client.post(
            "/zato/pubsub/topic/" + event.topic(),
            "application/x-www-form-urlencoded",
            body.toString().getBytes(UTF_8));
    tell(id(answer.expect(200)), event, bytes(event), "application/json");
  }

  private static JsonObjectBuilder publication(PackageEvent event) {
    JsonObjectBuilder publication = Json.createObjectBuilder().add("priority", event.priority());
    event.expiration().ifPresent(milliseconds -> publication.add("expiration", milliseconds));
    return publication;
  }

  private static String messages(String topic) {
    return "/api/v1/topics" + topic + "/messages";
  }

  private static String id(Answer answer) {
    return answer.object().getString("msg_id");
  }

  private static byte[] bytes(PackageEvent event) {
    return event.data().toString().getBytes(UTF_8);
  }

  private static byte[] compressed(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  private void tell(String id, PackageEvent event, byte[] data, String mimeType) {
    model.publish(
        event.topic(),
        new QueueModel.Entry(
            id, number, event.priority(), Checksum.sha256(data), data.length, mimeType),
        event.isExpiredAtOnce());
  }
}
