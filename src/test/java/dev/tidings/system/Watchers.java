package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/** Administrators who watch the events of a server, on a connection each. */
final class Watchers implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final List<Watcher> all = new ArrayList<>();

  /** Begins to watch that often. */
  Watchers(int port, int count) {
    String credentials = "admin:" + TidingsProcess.ADMIN_PASSWORD;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/admin/events"))
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
            .build();
    for (int number = 0; number < count; number++) {
      Watcher watcher = new Watcher();
      all.add(watcher);
      watcher.connect(http, request);
    }
  }

  /** How often the one who got figures least often has got some. */
  long least() {
    return all.stream().mapToLong(watcher -> watcher.figures).min().orElseThrow();
  }

  /** How often the one who got figures most often has got some. */
  long most() {
    return all.stream().mapToLong(watcher -> watcher.figures).max().orElseThrow();
  }

  /** Fails if one of them sees no more. */
  void requireAll() {
    assertThat(all).noneMatch(watcher -> watcher.hasEnded);
  }

  @Override
  public void close() {
    for (Watcher watcher : all) {
      var unused = watcher.subscription.thenAccept(Flow.Subscription::cancel);
    }
    CompletableFuture<?>[] open =
        all.stream().map(watcher -> watcher.response).toArray(CompletableFuture<?>[]::new);
    Stream.of(open).forEach(response -> response.cancel(true));
  }

  /** One of them, who counts. */
  private static final class Watcher implements Flow.Subscriber<String> {
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private CompletableFuture<HttpResponse<Void>> response;
    private volatile long figures;
    private volatile boolean hasEnded;

    void connect(HttpClient http, HttpRequest request) {
      response =
          http.sendAsync(
              request,
              head -> {
                assertThat(head.statusCode()).isEqualTo(200);
                return BodyHandlers.fromLineSubscriber(this).apply(head);
              });
      var unused = subscription.orTimeout(1, MINUTES);
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
      subscription.complete(begun);
      begun.request(Long.MAX_VALUE);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // Lines come one after the other.
    public void onNext(String line) {
      if (line.equals("event: statistics") || line.equals("event: snapshot")) {
        figures++;
      }
    }

    @Override
    public void onError(Throwable failure) {
      hasEnded = true;
    }

    @Override
    public void onComplete() {
      hasEnded = true;
    }
  }
}
