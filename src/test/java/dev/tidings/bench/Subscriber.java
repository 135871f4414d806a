package dev.tidings.bench;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Logs in to the server, subscribes to a topic or resumes a subscription, and then acknowledges
 * each delivery as the clients of Zato do.
 */
final class Subscriber implements SocketScript {
  static final String PATH = "/ws";

  private static final String LOGIN = "login";
  private static final String SUBSCRIPTION = "subscription";
  private static final String LOGGED_IN = "zwsx.rspa";
  private static final String DONE = "zwsx.rspok";
  private static final String DELIVERY = "zwsx.psrq";

  private final Login login;
  private final String service;
  private final String request;
  private final Arrivals arrivals;
  private final Runnable onReady;
  private String token = "";
  private String key;
  private boolean isReady;

  private Subscriber(
      Login login,
      String service,
      String request,
      String key,
      Arrivals arrivals,
      Runnable onReady) {
    this.login = login;
    this.service = service;
    this.request = request;
    this.key = key;
    this.arrivals = arrivals;
    this.onReady = onReady;
  }

  /** Subscribes to a topic of the benchmarks. */
  static Subscriber of(Login login, String topic, Arrivals arrivals, Runnable onReady) {
    return new Subscriber(
        login,
        "zato.pubsub.pubapi.subscribe-wsx",
        "{\"topic_name\":\"/bench/%s\"}".formatted(topic),
        "",
        arrivals,
        onReady);
  }

  /** The same one after it has lost its connection. */
  Subscriber resuming(Runnable whenReady) {
    return new Subscriber(
        login,
        "zato.pubsub.resume-wsx-subscription",
        "{\"sub_key\":\"%s\"}".formatted(key),
        key,
        arrivals,
        whenReady);
  }

  @Override
  public void opened(SocketLink link) {
    link.say(
        """
        {"meta":{"action":"create-session","id":"%s","timestamp":"%s","client_id":"bench",\
        "client_name":"bench","token":null,"username":"%s","secret":"%s"},"data":{}}"""
            .formatted(LOGIN, time(), login.username(), login.password()));
  }

  @Override
  public void heard(SocketLink link, Content text) {
    String type = text.text("msg_type").orElse("");
    if (type.equals(DELIVERY) && !token.isEmpty()) {
      acknowledge(link, text);
    } else if (type.equals(LOGGED_IN) && token.isEmpty() && answers(text, LOGIN)) {
      token = text.text("token").orElseThrow();
      subscribe(link);
    } else if (type.equals(DONE) && !isReady && answers(text, SUBSCRIPTION)) {
      key = text.text("sub_key").orElse(key);
      isReady = true;
      onReady.run();
    } else {
      throw new BenchmarkFailure("Nobody asked the server for " + text.body());
    }
  }

  private static boolean answers(Content text, String id) {
    return text.text("in_reply_to").equals(Optional.of(id)) && text.number("status") == 200;
  }

  private void subscribe(SocketLink link) {
    link.say(
        """
        {"meta":{"action":"invoke-service","id":"%s","timestamp":"%s","token":"%s"},\
        "data":{"service":"%s","request":%s}}"""
            .formatted(SUBSCRIPTION, time(), token, service, request));
  }

  private void acknowledge(SocketLink link, Content delivery) {
    if (arrivals.take(delivery) == 0) {
      throw new BenchmarkFailure("The server delivered what nobody published: " + delivery.body());
    }
    String id = delivery.text("id").orElseThrow();
    link.say(
        """
        {"meta":{"action":"client-response","id":"response.%s","timestamp":"%s","token":"%s",\
        "in_reply_to":"%s"},"data":{"response":null}}"""
            .formatted(id, time(), token, id));
  }

  private static String time() {
    return LocalDateTime.now(ZoneOffset.UTC).toString();
  }
}
