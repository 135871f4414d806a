package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;

/** What the console has to show: ordinary things, and such as would like to be code. */
final class ConsoleData {
  static final String TOPIC = "/shop/orders";
  static final String CONSUMER = "warehouse";
  static final String HOSTILE = "<img src=x onerror=hacked=1>";

  private static final List<String> ORDINARY =
      List.of("/shop/invoices", "/shop/parcels", "/shop/returns", "/sensors/cold-store");

  private static final List<String> HOSTILE_TEXTS =
      List.of(
          "<script>hacked=1</script>",
          HOSTILE,
          "\"><svg onload=hacked=1>",
          "javascript:hacked=1",
          "</pre><iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
          "{{constructor.constructor('hacked=1')()}}",
          "\u202etxt.exe\u202c \u0007 \ufeff");

  private static final String ORDER =
      """
      {"order": %d, "customer": {"name": "Ada Example", "city": "Utrecht"},
       "lines": [{"article": "apple", "number": 12, "price": 0.40},
                 {"article": "pear", "number": 3, "price": 0.55}],
       "total": 6.45, "exact": 12345678901234567890.10, "gift": false, "note": null}
      """;

  private ConsoleData() {}

  static void make(TidingsProcess server) {
    Setup setup = new Setup(server);
    ORDINARY.forEach(setup::topic);
    server
        .admin()
        .post(
            "/api/v1/admin/topics",
            Json.createObjectBuilder().add("name", TOPIC).add("max_deliveries", 1).build())
        .expect(201);
    TidingsClient consumer = setup.endpoint(CONSUMER, "pub-sub", "pub=/**", "sub=/**");
    setup.endpoint(HOSTILE, "sub-only", "sub=/shop/*");
    subscribe(consumer, TOPIC);
    ORDINARY.forEach(topic -> subscribe(consumer, topic));
    subscribe(setup.client(HOSTILE), TOPIC);
    HOSTILE_TEXTS.forEach(text -> publish(consumer, TOPIC, "text/html", text));
    publish(consumer, TOPIC, "application/json", nested());
    consumer
        .post("/api/v1/topics" + TOPIC + "/messages", "image/png", new byte[] {0, 1, 60, 62, -1})
        .expect(201);
    reject(consumer, TOPIC, HOSTILE, 2);
    refill(server);
  }

  /** Takes the hostile endpoint away, which would look odd in pictures. */
  static void makePresentable(TidingsProcess server) {
    server
        .admin()
        .get("/api/v1/admin/endpoints?limit=1000")
        .object()
        .getJsonArray("endpoints")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(one -> one.getString("name").equals(HOSTILE))
        .forEach(
            one ->
                server.admin().delete("/api/v1/admin/endpoints/" + one.getInt("id")).expect(204));
    refill(server);
  }

  /** What is waiting and dead, in ordinary words. */
  static void refill(TidingsProcess server) {
    TidingsClient consumer = server.client(CONSUMER, Setup.PASSWORD);
    for (int order = 1001; order < 1013; order++) {
      consumer
          .post(
              "/api/v1/topics" + TOPIC + "/messages",
              "application/json",
              "{\"data\":%s,\"priority\":9}".formatted(ORDER.formatted(order)).getBytes(UTF_8))
          .expect(201);
    }
    reject(consumer, TOPIC, "out of stock", 2);
    reject(consumer, TOPIC, "card was declined", 1);
    for (String topic : ORDINARY.subList(0, 3)) {
      for (int at = 0; at < topic.length() - 8; at++) {
        publish(consumer, topic, "text/plain", "Parcel " + at + " of today");
      }
    }
  }

  /** The id of the first topic, endpoint or subscription whose line has that text. */
  static long id(TidingsProcess server, String what, String text) {
    return server
        .admin()
        .get("/api/v1/admin/" + what + "?limit=1000")
        .object()
        .getJsonArray(what)
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(one -> one.toString().contains(text))
        .findFirst()
        .orElseThrow()
        .getInt("id");
  }

  /** The id of the first dead letter of a queue. */
  static String deadLetter(TidingsProcess server, long queue) {
    return server
        .admin()
        .get("/api/v1/admin/subscriptions/" + queue + "/dead-letters?limit=1")
        .object()
        .getJsonArray("dead_letters")
        .getJsonObject(0)
        .getString("msg_id");
  }

  private static String nested() {
    JsonArrayBuilder texts = Json.createArrayBuilder();
    HOSTILE_TEXTS.forEach(texts::add);
    JsonObject data =
        Json.createObjectBuilder()
            .add(HOSTILE, texts)
            .add("__proto__", Json.createObjectBuilder().add("hacked", 1))
            .build();
    return Json.createObjectBuilder()
        .add("data", data)
        .add("correl_id", HOSTILE)
        .build()
        .toString();
  }

  private static void subscribe(TidingsClient client, String topic) {
    client.post("/api/v1/topics" + topic + "/subscription").expect(201);
  }

  static void publish(TidingsClient client, String topic, String type, String text) {
    client.post("/api/v1/topics" + topic + "/messages", type, text.getBytes(UTF_8)).expect(201);
  }

  /** Makes dead letters of the next messages of a queue. */
  static void reject(TidingsClient client, String topic, String reason, int number) {
    String subscription = "/api/v1/topics" + topic + "/subscription/";
    JsonArrayBuilder receipts = Json.createArrayBuilder();
    client
        .post(subscription + "receive", Json.createObjectBuilder().add("max", number).build())
        .expect(200)
        .object()
        .getJsonArray("messages")
        .getValuesAs(JsonObject.class)
        .forEach(message -> receipts.add(message.getString("receipt")));
    client
        .post(
            subscription + "reject",
            Json.createObjectBuilder().add("receipts", receipts).add("reason", reason).build())
        .expect(200);
  }
}
