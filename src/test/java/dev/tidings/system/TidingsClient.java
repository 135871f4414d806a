package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;

import jakarta.json.JsonStructure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;

/**
 * One endpoint at the HTTP APIs. A call that gets no answer at all throws {@link
 * java.util.concurrent.CompletionException}.
 */
public final class TidingsClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI server;
  private final String username;
  private final String password;

  public TidingsClient(URI server, String username, String password) {
    this.server = server;
    this.username = username;
    this.password = password;
  }

  public Answer get(String path) {
    return send("GET", path, "", new byte[0]);
  }

  public Answer delete(String path) {
    return send("DELETE", path, "", new byte[0]);
  }

  /** Without a body. */
  public Answer post(String path) {
    return send("POST", path, "", new byte[0]);
  }

  public Answer post(String path, JsonStructure body, String... headers) {
    return post(path, "application/json", body.toString().getBytes(UTF_8), headers);
  }

  public Answer post(String path, String contentType, byte[] body, String... headers) {
    return send("POST", path, contentType, body, headers);
  }

  /** Any method; an empty content type for none; headers as names and values by turns. */
  public Answer send(
      String method, String path, String contentType, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    if (!username.isEmpty()) {
      request.header("Authorization", credentials());
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> response =
        HTTP.sendAsync(request.build(), BodyHandlers.ofString(UTF_8)).orTimeout(2, MINUTES).join();
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  private String credentials() {
    byte[] pair = (username + ":" + password).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
