package dev.tidings.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** Answers requests one after the other as it is told, and remembers them. */
final class ScriptedServer implements AutoCloseable {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  /** One request. */
  record Request(String line, Map<String, String> headers, String body) {

    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /** What the server does with one request. */
  interface Step {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final String address;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Step> script = new ArrayDeque<>();
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

  ScriptedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    address = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return address;
  }

  TidingsClient.Builder client() {
    return TidingsClient.builder(address).credentials("demo", "demo-secret");
  }

  ScriptedServer answer(int status, String body) {
    return answer(status, status < 300 ? JSON : PROBLEM, body);
  }

  ScriptedServer answer(int status, String type, String body, String... headers) {
    return then(
        exchange -> {
          byte[] bytes = body.getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", type);
          for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
          }
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  /** Reads the request and closes the connection without a response. */
  ScriptedServer hangUp() {
    return then(HttpExchange::close);
  }

  /** Says nothing until the client gives up. */
  ScriptedServer sayNothing() {
    return then(exchange -> {});
  }

  private ScriptedServer then(Step step) {
    synchronized (script) {
      script.add(step);
    }
    return this;
  }

  /** The next request that has come, or comes within a minute. */
  Request request() throws InterruptedException {
    Request request = requests.poll(60, SECONDS);
    if (request == null) {
      throw new IllegalStateException("There was no request");
    }
    return request;
  }

  /** How many requests have come that nobody has looked at. */
  int unread() {
    return requests.size();
  }

  private void serve(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    Step step;
    synchronized (script) {
      step = script.isEmpty() ? null : script.remove();
    }
    requests.add(new Request(line, Collections.unmodifiableMap(headers), body));
    if (step == null) {
      exchange.sendResponseHeaders(418, -1);
    } else {
      step.answer(exchange);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
