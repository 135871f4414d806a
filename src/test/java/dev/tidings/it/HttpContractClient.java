package dev.tidings.it;

import static dev.tidings.it.HttpExchange.json;
import static dev.tidings.it.HttpExchange.topicPath;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.Content;
import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.DeadLetterPage;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessagePage;
import dev.tidings.api.MessageState;
import dev.tidings.api.Publication;
import dev.tidings.api.QueueStatus;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.ReceiveResult;
import dev.tidings.api.Rejection;
import dev.tidings.api.SubscribeOutcome;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** One endpoint that comes over HTTP. */
final class HttpContractClient implements ContractClient {
  private static final String[] IN_JSON = {"Content-Type", "application/json"};

  /** Larger ones do not fit into a body with all that JSON needs around them. */
  private static final int LARGEST_IN_JSON = 500_000;

  private final HttpExchange http;

  HttpContractClient(HttpExchange http) {
    this.http = http;
  }

  @Override
  public MessageId publish(String topic, Publication publication) {
    boolean isRaw =
        publication.data().form() == Content.Form.BINARY
            || publication.data().size() > LARGEST_IN_JSON;
    HttpResponse<String> response =
        isRaw
            ? http.send(
                "POST",
                messages(topic),
                publication.data().toBytes(),
                WirePublications.headers(publication))
            : http.send("POST", messages(topic), WirePublications.json(publication), IN_JSON);
    JsonObject answer = json(response);
    return answer.containsKey("msg_id")
        ? MessageId.of(answer.getString("msg_id"))
        : requireNone(response);
  }

  private static MessageId requireNone(HttpResponse<String> response) {
    if (response.statusCode() != 200 || !response.body().equals("{}")) {
      throw new IllegalStateException(response.body());
    }
    return MessageId.NONE;
  }

  @Override
  public List<MessageId> publishAll(String topic, List<Publication> publications) {
    return publishBatch(topic, publications, IN_JSON);
  }

  @Override
  public List<MessageId> publishOnce(
      String topic, List<Publication> publications, String idempotencyKey) {
    return publishBatch(
        topic,
        publications,
        "Content-Type",
        "application/json; charset=utf-8",
        "Idempotency-Key",
        idempotencyKey);
  }

  private List<MessageId> publishBatch(
      String topic, List<Publication> publications, String... headers) {
    HttpResponse<String> response =
        http.send("POST", messages(topic), WirePublications.json(publications), headers);
    JsonObject answer = json(response);
    return answer.containsKey("msg_ids")
        ? answer.getJsonArray("msg_ids").stream().map(HttpContractClient::id).toList()
        : Collections.nCopies(publications.size(), requireNone(response));
  }

  private static MessageId id(JsonValue value) {
    return value instanceof JsonString text ? MessageId.of(text.getString()) : MessageId.NONE;
  }

  @Override
  public SubscribeOutcome subscribe(String topic) {
    HttpResponse<String> response = http.send("POST", subscription(topic), "");
    JsonObject answer = json(response);
    return new SubscribeOutcome(
        SubscriptionKey.of(answer.getString("sub_key")),
        response.statusCode() == 201,
        answer.getInt("queue_depth"));
  }

  @Override
  public void unsubscribe(String topic) {
    http.send("DELETE", subscription(topic), "");
  }

  @Override
  public List<Message> getMessages(String topic) {
    return drain(topic, "");
  }

  @Override
  public List<Message> getMessages(String topic, int max) {
    return drain(topic, "?max=" + max);
  }

  private List<Message> drain(String topic, String query) {
    return WireMessages.read(
        json(http.send("POST", subscription(topic) + "/get-messages" + query, "")));
  }

  @Override
  public String getMessagesAsJson(String topic) {
    String body = http.send("POST", subscription(topic) + "/get-messages", "").body();
    return body.substring("{\"messages\":".length(), body.length() - 1);
  }

  @Override
  public List<Message> receive(String topic, ReceiveOptions options) {
    return WireMessages.read(post(topic, "/receive", WireSettlements.json(options)));
  }

  @Override
  public ReceiveResult receive(String topic, List<Receipt> acknowledge, ReceiveOptions options) {
    JsonObject answer = post(topic, "/receive", WireSettlements.json(acknowledge, options));
    return new ReceiveResult(
        WireMessages.read(answer), WireSettlements.outcomes(answer, acknowledge));
  }

  @Override
  public List<ReceiptOutcome> acknowledge(String topic, List<Receipt> receipts) {
    return settle(topic, "/acknowledge", receipts, WireSettlements.json(receipts));
  }

  @Override
  public List<ReceiptOutcome> reject(String topic, List<Receipt> receipts, Rejection rejection) {
    return settle(topic, "/reject", receipts, WireSettlements.json(receipts, rejection));
  }

  @Override
  public List<ReceiptOutcome> extend(String topic, List<Receipt> receipts, Duration lease) {
    return settle(topic, "/extend", receipts, WireSettlements.json(receipts, lease));
  }

  private List<ReceiptOutcome> settle(
      String topic, String operation, List<Receipt> receipts, String body) {
    return WireSettlements.outcomes(post(topic, operation, body), receipts);
  }

  private JsonObject post(String topic, String operation, String body) {
    return json(http.send("POST", subscription(topic) + operation, body, IN_JSON));
  }

  @Override
  public DeadLetterPage deadLetters(String topic, String after, int limit) {
    String query = "?after=%s&limit=%d".formatted(URLEncoder.encode(after, UTF_8), limit);
    return WireDeadLetters.page(
        json(http.send("GET", subscription(topic) + "/dead-letters" + query, "")));
  }

  @Override
  public long redeliver(String topic, DeadLetterFilter filter) {
    return post(topic, "/dead-letters/redeliver", WireDeadLetters.json(filter))
        .getInt("redelivered");
  }

  @Override
  public long discard(String topic, DeadLetterFilter filter) {
    String query = WireDeadLetters.query(filter);
    return json(http.send("DELETE", subscription(topic) + "/dead-letters" + query, ""))
        .getInt("discarded");
  }

  @Override
  public MessagePage browse(String topic, MessageState state, String after, int limit) {
    String query =
        "?state=%s&after=%s&limit=%d"
            .formatted(state.code(), URLEncoder.encode(after, UTF_8), limit);
    JsonObject answer = json(http.send("GET", subscription(topic) + "/messages" + query, ""));
    List<Message> messages = WireMessages.read(answer);
    return answer.containsKey("next")
        ? MessagePage.of(messages, answer.getString("next"))
        : MessagePage.last(messages);
  }

  @Override
  public QueueStatus status(String topic) {
    JsonObject status = json(http.send("GET", subscription(topic), ""));
    return new QueueStatus(
        SubscriptionKey.of(status.getString("sub_key")),
        status.getInt("queue_depth"),
        status.getInt("leased"),
        status.getInt("delayed"),
        status.getInt("dead_letters"),
        status.containsKey("oldest_age_ms")
            ? Duration.ofMillis(status.getJsonNumber("oldest_age_ms").longValueExact())
            : null);
  }

  @Override
  public long clear(String topic) {
    return json(http.send("DELETE", subscription(topic) + "/messages", "")).getInt("removed");
  }

  @Override
  public boolean remove(String topic, MessageId id) {
    try {
      http.send("DELETE", subscription(topic) + "/messages/" + id, "");
      return true;
    } catch (TidingsException refusal) {
      if (refusal.type() == ErrorType.NOT_FOUND) {
        return false;
      }
      throw refusal;
    }
  }

  private static String messages(String topic) {
    return topicPath(topic) + "/messages";
  }

  private static String subscription(String topic) {
    return topicPath(topic) + "/subscription";
  }
}
