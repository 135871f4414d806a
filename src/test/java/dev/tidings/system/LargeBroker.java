package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Ten thousand topics and a hundred thousand subscriptions, made as definitions; fewer with {@code
 * -Dtidings.test.topics}.
 */
final class LargeBroker {
  static final int TOPICS =
      Integer.getInteger(
          "tidings.test.topics", Integer.getInteger("tidings.test.rounds", 1) > 1 ? 10_000 : 500);
  static final int ENDPOINTS = 10;

  /** Topics with messages that nobody takes. */
  static final int BUSY = 50;

  /** A document is one transaction, which takes longer for each object the more it has. */
  private static final int TOPICS_IN_A_DOCUMENT = 20;

  private static final int AT_ONCE = 2;

  private LargeBroker() {}

  static String topic(int number) {
    return "/large/t" + number;
  }

  static String endpoint(int number) {
    return "large-" + number;
  }

  /** Makes it, unless it is there. */
  static void make(URI server, TidingsClient admin) {
    if (subscriptions(admin, topic(TOPICS - 1)).size() < ENDPOINTS) {
      makeObjects(admin);
    }
    if (subscriptions(admin, topic(BUSY - 1)).getJsonObject(0).getInt("queue_depth") == 0) {
      publish(new TidingsClient(server, endpoint(0), Setup.PASSWORD));
    }
  }

  private static void makeObjects(TidingsClient admin) {
    JsonArrayBuilder endpoints = Json.createArrayBuilder();
    for (int number = 0; number < ENDPOINTS; number++) {
      endpoints.add(
          Json.createObjectBuilder()
              .add("name", endpoint(number))
              .add("type", "rest")
              .add("role", "pub-sub")
              .add("username", endpoint(number))
              .add("password", Setup.PASSWORD)
              .add("patterns", Json.createArrayBuilder().add("pub=/**").add("sub=/**")));
    }
    put(admin, Json.createObjectBuilder().add("endpoints", endpoints));
    ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<?>> documents = new ArrayList<>();
      for (int first = 0; first < TOPICS; first += TOPICS_IN_A_DOCUMENT) {
        int from = first;
        documents.add(clients.submit(() -> put(admin, document(from))));
      }
      for (Future<?> document : documents) {
        document.get();
      }
    } catch (Exception failure) {
      throw new AssertionError(failure);
    } finally {
      clients.shutdownNow();
    }
  }

  private static JsonArray subscriptions(TidingsClient admin, String topic) {
    return admin
        .get("/api/v1/admin/subscriptions?limit=1000&name=" + topic)
        .expect(200)
        .object()
        .getJsonArray("subscriptions");
  }

  private static JsonObjectBuilder document(int first) {
    JsonArrayBuilder topics = Json.createArrayBuilder();
    JsonArrayBuilder subscriptions = Json.createArrayBuilder();
    for (int number = first; number < first + TOPICS_IN_A_DOCUMENT; number++) {
      topics.add(Json.createObjectBuilder().add("name", topic(number)));
      for (int endpoint = 0; endpoint < ENDPOINTS; endpoint++) {
        subscriptions.add(
            Json.createObjectBuilder()
                .add("topic_name", topic(number))
                .add("endpoint_name", endpoint(endpoint)));
      }
    }
    return Json.createObjectBuilder().add("topics", topics).add("subscriptions", subscriptions);
  }

  private static void put(TidingsClient admin, JsonObjectBuilder document) {
    byte[] body = document.build().toString().getBytes(UTF_8);
    admin.send("PUT", "/api/v1/admin/definitions", "application/json", body).expect(200);
  }

  /** Each topic has more than the one before. */
  private static void publish(TidingsClient client) {
    for (int number = 0; number < BUSY; number++) {
      JsonArrayBuilder messages = Json.createArrayBuilder();
      for (int at = 0; at <= number; at++) {
        messages.add(Json.createObjectBuilder().add("data", "message " + at));
      }
      client
          .post(
              "/api/v1/topics" + topic(number) + "/messages",
              Json.createObjectBuilder().add("messages", messages).build())
          .expect(201);
    }
  }
}
