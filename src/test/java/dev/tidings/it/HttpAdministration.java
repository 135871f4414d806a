package dev.tidings.it;

import static dev.tidings.it.HttpExchange.json;

import dev.tidings.api.Administration;
import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.ListenerDetails;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongFunction;

/** An administrator who comes over HTTP. */
final class HttpAdministration implements Administration {
  private static final String TOPICS = "api/v1/admin/topics";
  private static final String ENDPOINTS = "api/v1/admin/endpoints";
  private static final String SUBSCRIPTIONS = "api/v1/admin/subscriptions";
  private static final String LISTENERS = "api/v1/admin/listeners";

  private final HttpExchange http;

  HttpAdministration(HttpExchange http) {
    this.http = http;
  }

  @Override
  public TopicDetails createTopic(TopicSettings settings) {
    return WireSettings.topic(create(TOPICS, WireSettings.json(settings)));
  }

  @Override
  public TopicDetails topic(long id) {
    return WireSettings.topic(http.send("GET", TOPICS + "/" + id, ""));
  }

  @Override
  public Page<TopicDetails> topics(PageRequest request) {
    return page(TOPICS, "topics", request, this::topic);
  }

  @Override
  public TopicDetails changeTopic(long id, long version, TopicSettings settings) {
    return WireSettings.topic(change(TOPICS, id, version, WireSettings.json(settings)));
  }

  @Override
  public void deleteTopic(long id) {
    http.send("DELETE", TOPICS + "/" + id, "");
  }

  @Override
  public EndpointDetails createEndpoint(EndpointSettings settings) {
    return WireSettings.endpoint(create(ENDPOINTS, WireSettings.json(settings)));
  }

  @Override
  public EndpointDetails endpoint(long id) {
    return WireSettings.endpoint(http.send("GET", ENDPOINTS + "/" + id, ""));
  }

  @Override
  public Page<EndpointDetails> endpoints(PageRequest request) {
    return page(ENDPOINTS, "endpoints", request, this::endpoint);
  }

  @Override
  public EndpointDetails changeEndpoint(long id, long version, EndpointSettings settings) {
    return WireSettings.endpoint(change(ENDPOINTS, id, version, WireSettings.json(settings)));
  }

  @Override
  public void deleteEndpoint(long id) {
    http.send("DELETE", ENDPOINTS + "/" + id, "");
  }

  @Override
  public SubscriptionDetails createSubscription(String topicName, String endpointName) {
    return WireSettings.subscription(
        create(SUBSCRIPTIONS, WireSettings.json(topicName, endpointName)));
  }

  @Override
  public SubscriptionDetails subscription(long id) {
    return WireSettings.subscription(http.send("GET", SUBSCRIPTIONS + "/" + id, ""));
  }

  @Override
  public Page<SubscriptionDetails> subscriptions(PageRequest request) {
    return page(SUBSCRIPTIONS, "subscriptions", request, this::subscription);
  }

  @Override
  public SubscriptionDetails changeSubscription(long id, long version, boolean isActive) {
    String body = "{\"is_active\":%s}".formatted(isActive);
    return WireSettings.subscription(change(SUBSCRIPTIONS, id, version, body));
  }

  @Override
  public void deleteSubscription(long id) {
    http.send("DELETE", SUBSCRIPTIONS + "/" + id, "");
  }

  @Override
  public List<ListenerDetails> listeners() {
    return json(http.send("GET", LISTENERS, ""))
        .getJsonArray("listeners")
        .getValuesAs(WireSettings::listener);
  }

  @Override
  public ListenerDetails pauseListener(String name) {
    return WireSettings.listener(json(http.send("POST", LISTENERS + "/" + name + "/pause", "")));
  }

  @Override
  public ListenerDetails resumeListener(String name) {
    return WireSettings.listener(json(http.send("POST", LISTENERS + "/" + name + "/resume", "")));
  }

  private HttpResponse<String> create(String path, String body) {
    HttpResponse<String> response =
        http.send("POST", path, body, "Content-Type", "application/json");
    String location = response.headers().firstValue("Location").orElseThrow();
    if (response.statusCode() != 201 || !location.endsWith("/" + json(response).getInt("id"))) {
      throw new IllegalStateException(response.statusCode() + " " + location);
    }
    return response;
  }

  private HttpResponse<String> change(String path, long id, long version, String body) {
    String etag = "\"" + version + "\"";
    return http.send(
        "PATCH", path + "/" + id, body, "If-Match", etag, "Content-Type", "application/json");
  }

  /** Lists are shorter than what reading one object gives, so each is read once more. */
  private <T> Page<T> page(String path, String field, PageRequest request, LongFunction<T> read) {
    String name = URLEncoder.encode(request.nameContains(), StandardCharsets.UTF_8);
    String query = "?after=%d&limit=%d&name=%s".formatted(request.after(), request.limit(), name);
    JsonObject answer = json(http.send("GET", path + query, ""));
    List<T> rows =
        answer.getJsonArray(field).getValuesAs(JsonObject.class).stream()
            .map(row -> read.apply(row.getInt("id")))
            .toList();
    return new Page<>(rows, Long.parseLong(answer.getString("next", "0")));
  }
}
