package dev.tidings.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** One call of the client: its request is sent until there is a final response. */
final class RetryingCall<T> {
  private final HttpClient http;
  private final RetryPolicy policy;
  private final HttpRequest request;
  private final boolean isRepeatable;
  private final Function<byte[], T> reader;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final long start = System.nanoTime();
  private volatile CompletableFuture<?> exchange = CompletableFuture.completedFuture(null);
  private final AtomicInteger attempts = new AtomicInteger();

  /**
   * A call.
   *
   * @param isRepeatable whether the request may be sent again when nobody knows whether it was
   *     served
   * @param reader reads the body of a success
   */
  RetryingCall(
      HttpClient http,
      RetryPolicy policy,
      HttpRequest request,
      boolean isRepeatable,
      Function<byte[], T> reader) {
    this.http = http;
    this.policy = policy;
    this.request = request;
    this.isRepeatable = isRepeatable;
    this.reader = reader;
  }

  /** The result; who cancels it gives up the connection that the call waits on. */
  CompletableFuture<T> start() {
    var unused = result.whenComplete((value, failure) -> exchange.cancel(true));
    send();
    return result;
  }

  private void send() {
    try {
      if (!result.isDone()) {
        attempts.incrementAndGet();
        exchange(http.sendAsync(request, BodyHandlers.ofByteArray()));
      }
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  private void exchange(CompletableFuture<HttpResponse<byte[]>> sent) {
    exchange = sent;
    var unused = sent.whenComplete(this::receive);
    if (result.isCancelled()) { // Maybe before there was an exchange to cancel.
      sent.cancel(true);
    }
  }

  private void receive(HttpResponse<byte[]> response, Throwable failure) {
    try {
      if (failure != null) {
        fail(failure instanceof CompletionException ? failure.getCause() : failure);
      } else if (response.statusCode() / 100 == 2) {
        succeed(response);
      } else {
        refuse(response);
      }
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  private void succeed(HttpResponse<byte[]> response) {
    T value;
    try {
      value = reader.apply(response.body());
    } catch (RuntimeException e) {
      throw new UnexpectedResponseException(
          "%s answered %d with something else than Tidings does"
              .formatted(request.uri(), response.statusCode()),
          e);
    }
    result.complete(value);
  }

  private void refuse(HttpResponse<byte[]> response) {
    ProblemException problem = ProblemKinds.exception(ProblemReader.read(response));
    Duration delay = problem.retryAfter().orElseGet(() -> RetryPolicy.backoff(attempts.get()));
    boolean isRefusal = response.statusCode() < 500 || response.statusCode() == 503;
    if (problem instanceof UnavailableException && (isRefusal || isRepeatable)) {
      repeatOr(problem, delay);
    } else {
      throw problem;
    }
  }

  private void fail(Throwable failure) {
    boolean isUnsent =
        failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
    ConnectionException exception =
        new ConnectionException(
            "No response to %s %s, %d attempts: %s"
                .formatted(request.method(), request.uri(), attempts.get(), failure),
            failure);
    if (isUnsent || (isRepeatable && failure instanceof IOException)) {
      repeatOr(exception, RetryPolicy.backoff(attempts.get()));
    } else {
      throw exception;
    }
  }

  private void repeatOr(TidingsClientException last, Duration delay) {
    Duration next = Duration.ofNanos(System.nanoTime() - start).plus(delay);
    if (attempts.get() >= policy.maxAttempts() || next.compareTo(policy.maxTime()) > 0) {
      throw last;
    }
    Executor later = CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
    later.execute(this::send);
  }
}
