package dev.tidings.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.api.Violation;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Requests of one account; problems come as the exceptions that they were on the server. */
final class HttpExchange {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final URI root;
  private final String authorization;

  HttpExchange(URI root, String username, String password) {
    this.root = root;
    byte[] credentials = (username + ":" + password).getBytes(UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  /** The path of a topic under the native API; every character that may be escaped is. */
  static String topicPath(String topic) {
    return Arrays.stream(topic.substring(1).split("/", -1))
        .map(segment -> URLEncoder.encode(segment, UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/", "api/v1/topics/", ""));
  }

  /**
   * An answer that is a success.
   *
   * @throws TidingsException as the problem says, when it is none
   */
  HttpResponse<String> send(String method, String path, String body, String... headers) {
    return requireSuccess(exchange(method, path, body.getBytes(UTF_8), headers));
  }

  HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
    return requireSuccess(exchange(method, path, body, headers));
  }

  /** Whatever the answer is. */
  HttpResponse<String> exchange(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve(path))
            .timeout(Duration.ofMinutes(1))
            .header("Authorization", authorization)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString(UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  static JsonObject json(HttpResponse<String> response) {
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readObject();
    }
  }

  private static HttpResponse<String> requireSuccess(HttpResponse<String> response) {
    if (response.statusCode() < 300) {
      return response;
    }
    JsonObject problem = json(response);
    ErrorType type =
        Arrays.stream(ErrorType.values())
            .filter(one -> one.code().equals(problem.getString("code")))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(response.body()));
    if (type.status() != response.statusCode()) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
    throw exception(type, problem);
  }

  private static TidingsException exception(ErrorType type, JsonObject problem) {
    if (problem.containsKey("errors")) {
      return TidingsException.invalid(violations(problem));
    }
    return problem.containsKey("retry_after_ms")
        ? TidingsException.retryLater(
            type,
            problem.getString("detail"),
            Duration.ofMillis(problem.getJsonNumber("retry_after_ms").longValueExact()))
        : new TidingsException(type, problem.getString("detail"));
  }

  private static List<Violation> violations(JsonObject problem) {
    return problem.getJsonArray("errors").getValuesAs(JsonObject.class).stream()
        .map(error -> new Violation(error.getString("field"), error.getString("detail")))
        .toList();
  }
}
