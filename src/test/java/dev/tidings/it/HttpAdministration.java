package dev.tidings.it;

import static dev.tidings.it.HttpExchange.json;

import dev.tidings.api.Administration;
import dev.tidings.api.AlertDetails;
import dev.tidings.api.AlertKind;
import dev.tidings.api.AuditEntry;
import dev.tidings.api.AuditFilter;
import dev.tidings.api.ConnectionDetails;
import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.DefinitionChange;
import dev.tidings.api.Definitions;
import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.JobDetails;
import dev.tidings.api.JobRequest;
import dev.tidings.api.ListenerDetails;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessageTrace;
import dev.tidings.api.NodeDetails;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.SubscriptionFilter;
import dev.tidings.api.TopicAccess;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

/** An administrator who comes over HTTP. */
final class HttpAdministration implements Administration {
  private static final String TOPICS = "api/v1/admin/topics";
  private static final String ENDPOINTS = "api/v1/admin/endpoints";
  private static final String SUBSCRIPTIONS = "api/v1/admin/subscriptions";
  private static final String JOBS = "api/v1/admin/jobs";
  private static final String NODES = "api/v1/admin/nodes";
  private static final String CONNECTIONS = "api/v1/admin/connections";
  private static final String ALERTS = "api/v1/admin/alerts";
  private static final String LISTENERS = "api/v1/admin/listeners";

  private static final String[] IN_JSON = {"Content-Type", "application/json"};

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
  public Page<SubscriptionDetails> subscriptions(SubscriptionFilter filter) {
    String conditions =
        "&topic_id=%d&endpoint_id=%d".formatted(filter.topicId(), filter.endpointId());
    String address = SUBSCRIPTIONS + query(filter.page()) + conditions;
    return page(address, "subscriptions", this::subscription);
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
  public long clearQueue(long subscriptionId) {
    return json(http.send("DELETE", SUBSCRIPTIONS + "/" + subscriptionId + "/messages", ""))
        .getInt("removed");
  }

  @Override
  public boolean removeMessage(long subscriptionId, MessageId id) {
    http.send("DELETE", SUBSCRIPTIONS + "/" + subscriptionId + "/messages/" + id, "");
    return true;
  }

  @Override
  public long redeliver(long subscriptionId, DeadLetterFilter filter) {
    String path = SUBSCRIPTIONS + "/" + subscriptionId + "/dead-letters/redeliver";
    return json(http.send("POST", path, WireDeadLetters.json(filter), IN_JSON))
        .getInt("redelivered");
  }

  @Override
  public long discard(long subscriptionId, DeadLetterFilter filter) {
    String path = SUBSCRIPTIONS + "/" + subscriptionId + "/dead-letters";
    return json(http.send("DELETE", path + WireDeadLetters.query(filter), "")).getInt("discarded");
  }

  @Override
  public List<MessageId> publish(long topicId, List<Publication> publications) {
    String path = TOPICS + "/" + topicId + "/messages";
    return json(http.send("POST", path, WirePublications.json(publications), IN_JSON))
        .getJsonArray("msg_ids")
        .getValuesAs(JsonString.class)
        .stream()
        .map(id -> MessageId.of(id.getString()))
        .toList();
  }

  @Override
  public TopicAccess access(String endpointName, String topicName) {
    String query = "?endpoint=%s&topic=%s".formatted(encoded(endpointName), encoded(topicName));
    return WireTraces.access(json(http.send("GET", "api/v1/admin/access" + query, "")));
  }

  @Override
  public MessageTrace trace(MessageId id) {
    return WireTraces.trace(json(http.send("GET", "api/v1/admin/messages/" + id, "")));
  }

  @Override
  public Page<AuditEntry> audit(AuditFilter filter) {
    StringBuilder query = new StringBuilder(query(filter.page()));
    query.append("&actor=").append(encoded(filter.actor()));
    filter.action().ifPresent(it -> query.append("&action=").append(it.wireName()));
    filter.kind().ifPresent(it -> query.append("&kind=").append(it.wireName()));
    return listed("api/v1/admin/audit" + query, "entries", WireOperations::entry);
  }

  @Override
  public Definitions definitions(boolean withPasswordHashes) {
    String path = "api/v1/admin/definitions?password_hashes=" + withPasswordHashes;
    return WireDefinitions.definitions(json(http.send("GET", path, "")));
  }

  @Override
  public List<DefinitionChange> applyDefinitions(String document, boolean prune) {
    return putDefinitions(document, "?prune=" + prune);
  }

  @Override
  public List<DefinitionChange> checkDefinitions(String document, boolean prune) {
    return putDefinitions(document, "?dry_run=true&prune=" + prune);
  }

  private List<DefinitionChange> putDefinitions(String document, String query) {
    String path = "api/v1/admin/definitions" + query;
    return json(http.send("PUT", path, document, "Content-Type", "application/yaml"))
        .getJsonArray("changes")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(WireOperations::change)
        .toList();
  }

  @Override
  public JobDetails startJob(JobRequest request) {
    HttpResponse<String> response = http.send("POST", JOBS, WireOperations.json(request), IN_JSON);
    String location = response.headers().firstValue("Location").orElseThrow();
    if (response.statusCode() != 202 || !location.endsWith("/" + json(response).getInt("id"))) {
      throw new IllegalStateException(response.statusCode() + " " + location);
    }
    return WireOperations.job(json(response));
  }

  @Override
  public JobDetails job(long id) {
    return WireOperations.job(json(http.send("GET", JOBS + "/" + id, "")));
  }

  @Override
  public Page<JobDetails> jobs(PageRequest request) {
    return listed(JOBS + query(request), "jobs", WireOperations::job);
  }

  @Override
  public JobDetails cancelJob(long id) {
    return WireOperations.job(json(http.send("POST", JOBS + "/" + id + "/cancel", "")));
  }

  @Override
  public Page<ConnectionDetails> connections(PageRequest request) {
    return listed(CONNECTIONS + query(request), "connections", WireOperations::connection);
  }

  @Override
  public List<NodeDetails> nodes() {
    return json(http.send("GET", NODES, ""))
        .getJsonArray("nodes")
        .getValuesAs(WireOperations::node);
  }

  @Override
  public boolean disconnect(long id) {
    return http.send("DELETE", CONNECTIONS + "/" + id, "").statusCode() == 204;
  }

  private <T> Page<T> listed(String path, String field, Function<JsonObject, T> reader) {
    JsonObject answer = json(http.send("GET", path, ""));
    List<T> rows =
        answer.getJsonArray(field).getValuesAs(JsonObject.class).stream().map(reader).toList();
    return new Page<>(rows, Long.parseLong(answer.getString("next", "0")));
  }

  private static String query(PageRequest request) {
    return "?after=%d&limit=%d&name=%s"
        .formatted(request.after(), request.limit(), encoded(request.nameContains()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public List<AlertDetails> alerts() {
    return json(http.send("GET", ALERTS, ""))
        .getJsonArray("alerts")
        .getValuesAs(HttpAdministration::alert);
  }

  private static AlertDetails alert(JsonObject alert) {
    String acknowledgedAt = alert.getString("acknowledged_at", "");
    return new AlertDetails(
        AlertKind.of(alert.getString("name")).orElseThrow(),
        alert.getString("topic_name"),
        alert.getString("endpoint_name"),
        Instant.parse(alert.getString("since")),
        alert.getString("acknowledged_by", ""),
        acknowledgedAt.isEmpty() ? null : Instant.parse(acknowledgedAt));
  }

  @Override
  public void acknowledgeAlert(AlertKind kind, String topicName, String endpointName) {
    String body =
        Json.createObjectBuilder()
            .add("name", kind.wireName())
            .add("topic_name", topicName)
            .add("endpoint_name", endpointName)
            .build()
            .toString();
    http.send("POST", ALERTS + "/acknowledge", body, IN_JSON);
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
    HttpResponse<String> response = http.send("POST", path, body, IN_JSON);
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
    return page(path + query(request), field, read);
  }

  private <T> Page<T> page(String address, String field, LongFunction<T> read) {
    JsonObject answer = json(http.send("GET", address, ""));
    List<T> rows =
        answer.getJsonArray(field).getValuesAs(JsonObject.class).stream()
            .map(row -> read.apply(row.getInt("id")))
            .toList();
    return new Page<>(rows, Long.parseLong(answer.getString("next", "0")));
  }
}
