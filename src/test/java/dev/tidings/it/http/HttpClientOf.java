package dev.tidings.it.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.openapi.OpenApiAnswers;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** One client of the HTTP APIs: a server and the credentials of one endpoint. */
public final class HttpClientOf {
  /** Not HTTP/2, whose upgrade on the first request the servers treat differently. */
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI baseUrl;
  private final String authorization;

  /** The value of the header with which it logs in. */
  String authorization() {
    return authorization;
  }

  private HttpClientOf(URI baseUrl, String authorization) {
    this.baseUrl = baseUrl;
    this.authorization = authorization;
  }

  public static HttpClientOf endpoint(URI baseUrl, String username, String password) {
    byte[] pair = (username + ":" + password).getBytes(UTF_8);
    return new HttpClientOf(baseUrl, "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  public static HttpClientOf nobody(URI baseUrl) {
    return new HttpClientOf(baseUrl, "");
  }

  /** The name with which it logs in. */
  String username() {
    byte[] pair = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
    return new String(pair, UTF_8).split(":", 2)[0];
  }

  /** The line of a request that says who this is. */
  String header() {
    return "Authorization: " + authorization;
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  public HttpResponse<String> delete(String path, String... headers) {
    return send("DELETE", path, BodyPublishers.noBody(), headers);
  }

  public HttpResponse<String> post(String path) {
    return send("POST", path, BodyPublishers.noBody());
  }

  /** As JSON unless the headers have a Content-Type. */
  public HttpResponse<String> post(String path, String body, String... headers) {
    return sendJson("POST", path, body, headers);
  }

  public HttpResponse<String> patch(String path, String body, String... headers) {
    return sendJson("PATCH", path, body, headers);
  }

  /** Without saying how long the body is. */
  public HttpResponse<String> postChunked(String path, byte[] body, String... headers) {
    BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    return send("POST", path, chunked, headers);
  }

  public HttpResponse<String> post(String path, byte[] body, String... headers) {
    return send("POST", path, BodyPublishers.ofByteArray(body), headers);
  }

  /** Without waiting for the answer; who cancels it breaks the connection. */
  public CompletableFuture<HttpResponse<String>> postLater(String path, String json) {
    String[] type = {"Content-Type", "application/json"};
    return HTTP.sendAsync(
        request("POST", path, BodyPublishers.ofString(json), type), BodyHandlers.ofString(UTF_8));
  }

  public HttpResponse<String> send(
      String method, String path, BodyPublisher body, String... headers) {
    try {
      HttpResponse<String> response =
          HTTP.send(request(method, path, body, headers), BodyHandlers.ofString(UTF_8));
      OpenApiAnswers.check(method, path, response);
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path)).timeout(Duration.ofSeconds(60)).method(method, body);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  public static JsonObject object(HttpResponse<String> response) {
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readObject();
    }
  }

  public static JsonArray array(HttpResponse<String> response) {
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readArray();
    }
  }

  private HttpResponse<String> sendJson(
      String method, String path, String body, String... headers) {
    boolean hasType = headers.length > 0 && headers[0].equalsIgnoreCase("Content-Type");
    String[] all = new String[headers.length + (hasType ? 0 : 2)];
    System.arraycopy(headers, 0, all, all.length - headers.length, headers.length);
    if (!hasType) {
      all[0] = "Content-Type";
      all[1] = "application/json";
    }
    return send(method, path, BodyPublishers.ofString(body), all);
  }

  /** Of a path in the application; a link of the server says where that is. */
  private URI address(String path) {
    boolean isLink = path.startsWith(baseUrl.getPath()) && !baseUrl.getPath().equals("/");
    return isLink ? baseUrl.resolve(path) : URI.create(base() + path);
  }

  private String base() {
    String base = baseUrl.toString();
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }
}
