package dev.tidings.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the requests of one endpoint to one address. */
final class Requests {
  private static final String JSON = "application/json";

  private final String root;
  private final String authorization;
  private final Duration timeout;

  Requests(String address, String username, String password, Duration timeout) {
    root = address.replaceFirst("/+$", "") + "/api/v1/topics/";
    byte[] credentials = (username + ":" + password).getBytes(UTF_8);
    authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
    this.timeout = timeout;
  }

  HttpRequest get(String topic, String path) {
    return request(topic, path, timeout).GET().build();
  }

  HttpRequest delete(String topic, String path) {
    return request(topic, path, timeout).DELETE().build();
  }

  HttpRequest post(String topic, String path) {
    return request(topic, path, timeout).POST(BodyPublishers.noBody()).build();
  }

  HttpRequest post(String topic, String path, byte[] json) {
    return post(topic, path, json, Duration.ZERO);
  }

  /** One whose response may take that much longer. */
  HttpRequest post(String topic, String path, byte[] json, Duration wait) {
    return request(topic, path, timeout.plus(wait))
        .header("Content-Type", JSON)
        .POST(BodyPublishers.ofByteArray(json))
        .build();
  }

  HttpRequest publish(String topic, byte[] json, String idempotencyKey) {
    return publish(topic, json, Map.of("Content-Type", JSON), idempotencyKey);
  }

  HttpRequest publish(
      String topic, byte[] body, Map<String, String> headers, String idempotencyKey) {
    HttpRequest.Builder request =
        request(topic, "messages", timeout)
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return request.build();
  }

  private HttpRequest.Builder request(String topic, String path, Duration timeout) {
    return HttpRequest.newBuilder(URI.create(root + encoded(topic) + "/" + path))
        .timeout(timeout)
        .header("Authorization", authorization);
  }

  /** Without its first slash; other slashes stay. */
  private static String encoded(String topic) {
    String name = topic.startsWith("/") ? topic.substring(1) : topic;
    return Arrays.stream(name.split("/", -1))
        .map(Requests::escape)
        .collect(Collectors.joining("/"));
  }

  static String escape(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
