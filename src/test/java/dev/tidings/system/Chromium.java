package dev.tidings.system;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A page in a Chromium without a window, driven through its DevTools protocol. */
final class Chromium implements AutoCloseable, WebSocket.Listener {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration START_LIMIT = Duration.ofMinutes(1);

  private final Process process;
  private final Path profile;
  private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger lastId = new AtomicInteger();
  private final List<Consumer<JsonObject>> listeners = new CopyOnWriteArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private WebSocket tools;

  private Chromium(Process process, Path profile) {
    this.process = process;
    this.profile = profile;
  }

  /** Where it is installed, if it is. */
  static Optional<Path> program() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .map(name -> Path.of("/usr/bin", name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it with an empty page, and everything of its own in that directory. */
  static Chromium start(Path program, Path directory, String... options) {
    Path profile = directory.resolve("profile");
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            program.toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile));
    command.addAll(List.of(options));
    command.add("about:blank");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("chromium.log").toFile())
              .start();
      Chromium chromium = new Chromium(process, profile);
      chromium.connect();
      return chromium;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void connect() {
    await().atMost(START_LIMIT).ignoreExceptions().until(() -> !pageAddress().isEmpty());
    tools = HTTP.newWebSocketBuilder().buildAsync(URI.create(pageAddress()), this).join();
  }

  /** Where the tools of the one page listen; the browser writes its port into the profile. */
  private String pageAddress() {
    try {
      String port = Files.readAllLines(profile.resolve("DevToolsActivePort")).get(0);
      URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
      String pages =
          HTTP.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body();
      try (JsonReader reader = Json.createReader(new StringReader(pages))) {
        return reader.readArray().getValuesAs(JsonObject.class).stream()
            .filter(page -> page.getString("type").equals("page"))
            .map(page -> page.getString("webSocketDebuggerUrl"))
            .findFirst()
            .orElse("");
      }
    } catch (IOException notYet) {
      throw new UncheckedIOException(notYet);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** Goes to an address and returns when the page and its scripts are there. */
  void open(String address) {
    call("Page.navigate", Json.createObjectBuilder().add("url", address).build());
    await()
        .atMost(START_LIMIT)
        .until(
            () ->
                evaluate("location.href + ' ' + document.readyState")
                    .equals(address + " complete"));
  }

  /** Puts text into a field in place of what it held, as keys would. */
  void type(String selector, String value) {
    evaluate("document.querySelector('" + selector + "').select()");
    call("Input.insertText", Json.createObjectBuilder().add("text", value).build());
  }

  void click(String selector) {
    evaluate("document.querySelector('" + selector + "').click()");
  }

  /** What a reader sees there. */
  String text(String selector) {
    return evaluate("document.querySelector('" + selector + "').innerText");
  }

  /** The value of an expression, as text. */
  String evaluate(String expression) {
    return run("String(" + expression + ")");
  }

  /** The text that a promise is kept with. */
  String evaluateLater(String promise) {
    return run("(async () => String(await (" + promise + ")))()");
  }

  private String run(String expression) {
    JsonObject answer =
        call(
            "Runtime.evaluate",
            Json.createObjectBuilder()
                .add("expression", expression)
                .add("returnByValue", true)
                .add("awaitPromise", true)
                .build());
    if (answer.containsKey("exceptionDetails")) {
      throw new IllegalStateException(answer.toString());
    }
    return answer.getJsonObject("result").getString("value");
  }

  /** Has each page run a script before its own. */
  void runFirst(String script) {
    call("Page.enable", Json.createObjectBuilder().build());
    call(
        "Page.addScriptToEvaluateOnNewDocument",
        Json.createObjectBuilder().add("source", script).build());
  }

  /** Has somebody told of every event of the tools, on the thread that reads them. */
  void listen(Consumer<JsonObject> listener) {
    listeners.add(listener);
  }

  JsonObject call(String method, JsonObject parameters) {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    JsonObject message =
        Json.createObjectBuilder()
            .add("id", id)
            .add("method", method)
            .add("params", parameters)
            .build();
    tools.sendText(message.toString(), true).join();
    return answer.orTimeout(1, MINUTES).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
    text.append(part);
    if (isLast) {
      JsonObject message = parse(text.toString());
      text.setLength(0);
      if (message.containsKey("id")) {
        waiting
            .remove(message.getInt("id"))
            .complete(message.getOrDefault("result", JsonValue.EMPTY_JSON_OBJECT).asJsonObject());
      } else {
        listeners.forEach(listener -> listener.accept(message));
      }
    }
    from.request(1);
    return null;
  }

  private static JsonObject parse(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
