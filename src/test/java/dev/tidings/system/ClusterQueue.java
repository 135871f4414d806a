package dev.tidings.system;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A new topic with one subscription, whose endpoint is its own too; every call names a server. */
final class ClusterQueue {
  private static final Executor THREAD_OF_ITS_OWN = task -> new Thread(task, "receiver").start();

  private final String subscriber = newSubscriber();
  private final long topicId;
  private final long endpointId;
  private String topic = newName();

  ClusterQueue(ClusterServer at) {
    topicId = at.create("topics", Json.createObjectBuilder().add("name", topic).build());
    endpointId = at.create("endpoints", endpoint(subscriber));
    subscriber(at).post(subscription()).expect(201);
  }

  private static String newSubscriber() {
    return "subscriber-" + UUID.randomUUID();
  }

  /** Where the demo's endpoint may publish. */
  private static String newName() {
    return "/demo/" + UUID.randomUUID();
  }

  private static JsonObject endpoint(String name) {
    return Json.createObjectBuilder()
        .add("name", name)
        .add("type", "rest")
        .add("role", "sub-only")
        .add("username", name)
        .add("password", Setup.PASSWORD)
        .add("patterns", Json.createArrayBuilder().add("sub=/demo/*"))
        .build();
  }

  long topicId() {
    return topicId;
  }

  String topic() {
    return topic;
  }

  private TidingsClient subscriber(ClusterServer at) {
    return at.client(subscriber);
  }

  private String subscription() {
    return "/api/v1/topics" + topic + "/subscription";
  }

  /** Has another endpoint subscribe, which never receives anything, and returns its key. */
  String subscribeAnother(ClusterServer at) {
    String another = newSubscriber();
    at.create("endpoints", endpoint(another));
    return at.client(another).post(subscription()).expect(201).object().getString("sub_key");
  }

  void publish(ClusterServer at, String data) {
    publish(at, Json.createObjectBuilder().add("data", data));
  }

  void publish(ClusterServer at, JsonObjectBuilder publication) {
    at.demo().post("/api/v1/topics" + topic + "/messages", publication.build()).expect(201);
  }

  /** Begins to wait for one message, and returns when it does wait. */
  CompletableFuture<Answer> waitAt(ClusterServer at) {
    CompletableFuture<Answer> waiting =
        CompletableFuture.supplyAsync(() -> receiveLater(at), THREAD_OF_ITS_OWN);
    // Who comes later, has to wait too, and goes away first.
    receive(at, order(1).add("wait", "PT0.5S").build()).expect(200);
    return waiting;
  }

  /** One message, if there is none yet the next one. */
  Answer receiveLater(ClusterServer at) {
    return receive(at, order(1).add("wait", "PT1M").build());
  }

  /** What an order for so many messages begins with. */
  static JsonObjectBuilder order(int max) {
    return Json.createObjectBuilder().add("max", max);
  }

  Answer receive(ClusterServer at, JsonObject order) {
    return subscriber(at).post(subscription() + "/receive", order);
  }

  /** What is ready at this moment. */
  List<JsonObject> receive(ClusterServer at) {
    return messages(receive(at, order(1_000).build()));
  }

  static List<JsonObject> messages(Answer answer) {
    return answer.expect(200).object().getJsonArray("messages").getValuesAs(JsonObject.class);
  }

  List<String> acknowledge(ClusterServer at, Collection<JsonObject> messages) {
    return settle(at, "/acknowledge", Json.createObjectBuilder(), messages);
  }

  /** They come back at once. */
  List<String> reject(ClusterServer at, Collection<JsonObject> messages) {
    return settle(at, "/reject", Json.createObjectBuilder().add("delay", "PT0S"), messages);
  }

  private List<String> settle(
      ClusterServer at, String how, JsonObjectBuilder order, Collection<JsonObject> messages) {
    JsonArrayBuilder receipts = Json.createArrayBuilder();
    messages.forEach(message -> receipts.add(message.getString("receipt")));
    return subscriber(at)
        .post(subscription() + how, order.add("receipts", receipts).build())
        .expect(200)
        .object()
        .getJsonArray("results")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(result -> result.getString("result"))
        .toList();
  }

  /** What the server says about the queue; 200 while the subscriber may use it. */
  Answer status(ClusterServer at) {
    return subscriber(at).get(subscription());
  }

  int depth(ClusterServer at) {
    return status(at).expect(200).object().getInt("queue_depth");
  }

  void unsubscribe(ClusterServer at) {
    subscriber(at).delete(subscription()).expect(204);
  }

  void changeEndpoint(ClusterServer at, JsonObject change) {
    at.change("endpoints", endpointId, change);
  }

  void rename(ClusterServer at) {
    String name = newName();
    at.change("topics", topicId, Json.createObjectBuilder().add("name", name).build());
    topic = name;
  }
}
