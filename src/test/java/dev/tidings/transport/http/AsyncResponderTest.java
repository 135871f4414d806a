package dev.tidings.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AsyncResponderTest {
  private final List<Object> answered = new ArrayList<>();
  private final List<Runnable> onOtherThreads = new ArrayList<>();
  private final List<String> undelivered = new ArrayList<>();
  private final Map<FutureTask<Void>, Duration> waiting = new LinkedHashMap<>();

  /** Time passes when a test lets it. */
  private final RequestTimeouts timeouts =
      new RequestTimeouts() {
        @Override
        public Future<?> after(Duration time, Runnable onTimeout) {
          FutureTask<Void> timeout = new FutureTask<>(onTimeout, null);
          waiting.put(timeout, time);
          return timeout;
        }
      };

  private boolean isResumed;

  private final AsyncContext connection =
      proxy(
          AsyncContext.class,
          call -> call.method().equals("getRequest") ? request() : start(call.argument()));

  private final ServletContext application =
      proxy(ServletContext.class, call -> call.method().equals("getAttribute") ? timeouts : null);

  private final List<Object> attributes = new ArrayList<>();

  private final HttpServletRequest request =
      proxy(
          HttpServletRequest.class,
          call ->
              switch (call.method()) {
                case "getAsyncContext" -> connection;
                case "getServletContext" -> application;
                case "getProtocol" -> "HTTP/1.1";
                case "getAttribute" -> attributes.get(0);
                default -> attributes.add(call.second());
              });

  private final AsyncResponse response = proxy(AsyncResponse.class, call -> resume());

  private final AsyncResponder late = new AsyncResponder(request, response, this::answer);

  private final CompletableFuture<String> stage = new CompletableFuture<>();

  private HttpServletRequest request() {
    return request;
  }

  private Object start(Object work) {
    onOtherThreads.add((Runnable) work);
    return null;
  }

  private record Call(String method, List<Object> arguments) {
    Object argument() {
      return arguments.get(0);
    }

    Object second() {
      return arguments.get(1);
    }
  }

  private static <T> T proxy(Class<T> type, Function<Call, Object> behaviour) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                behaviour.apply(
                    new Call(
                        method.getName(),
                        arguments == null ? List.of() : Arrays.asList(arguments))));
    return type.cast(proxy);
  }

  /** As servers do it: the first one counts. */
  private boolean resume() {
    boolean isFirst = !isResumed;
    isResumed = true;
    return isFirst;
  }

  /** There is no implementation of JAX-RS here that could make a real one. */
  private Response answer(Object whatWith) {
    answered.add(whatWith);
    return null;
  }

  /** As servers do it when the request's thread has done all it has to do. */
  private void depart() {
    new RequestCompletion().requestDestroyed(new ServletRequestEvent(application, request));
  }

  private void pass(Duration time) {
    waiting.replaceAll((timeout, left) -> left.minus(time));
    waiting.forEach(
        (timeout, left) -> {
          if (left.isZero() || left.isNegative()) {
            timeout.run();
          }
        });
    onOtherThreads.forEach(Runnable::run);
    onOtherThreads.clear();
  }

  private void sendLong() {
    late.sendLong(stage, Duration.ofSeconds(20), "", this::answer, undelivered::add);
  }

  @Test
  void what_is_there_already_is_answered_at_once() {
    stage.complete("x");

    sendLong();

    assertThat(answered).containsExactly("x");
    assertThat(isResumed).isTrue();
    assertThat(onOtherThreads).isEmpty();
  }

  @Test
  void nothing_is_answered_while_the_thread_of_the_request_is_busy_with_it() {
    late.send(stage, 1, this::answer);
    stage.complete("x");
    assertThat(answered).isEmpty();
    assertThat(onOtherThreads).isEmpty();

    depart();
    assertThat(answered).isEmpty();
    onOtherThreads.forEach(Runnable::run);

    assertThat(answered).containsExactly("x");
  }

  @Test
  void a_short_answer_goes_out_on_the_thread_that_ends_the_stage() {
    late.send(stage, 100, this::answer);
    depart();
    assertThat(answered).isEmpty();

    stage.complete("x");

    assertThat(answered).containsExactly("x");
    assertThat(onOtherThreads).isEmpty();
  }

  @Test
  void a_long_answer_goes_out_on_a_thread_of_the_servers() {
    late.send(stage, 101, this::answer);
    depart();
    stage.complete("x");
    assertThat(answered).isEmpty();

    onOtherThreads.forEach(Runnable::run);

    assertThat(answered).containsExactly("x");
  }

  @Test
  void a_failure_is_answered_with_a_problem() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    late.send(stage, 1, this::answer);
    depart();

    stage.completeExceptionally(failure);

    assertThat(answered).containsExactly(failure);
    assertThat(isResumed).isTrue();
  }

  @Test
  void an_answer_that_cannot_be_made_is_a_problem_too() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    late.send(
        stage,
        1,
        result -> {
          throw failure;
        });
    depart();

    stage.complete("x");

    assertThat(answered).containsExactly(failure);
  }

  @Test
  void a_stage_that_never_ends_is_given_up_a_minute_after_its_time() {
    sendLong();
    pass(Duration.ofSeconds(80).minusNanos(1));
    assertThat(answered).isEmpty();

    pass(Duration.ofNanos(1));

    assertThat(answered)
        .singleElement()
        .isInstanceOfSatisfying(
            TidingsException.class,
            failure -> assertThat(failure.type()).isEqualTo(ErrorType.OUTCOME_UNKNOWN));
    assertThat(stage).isCancelled();
  }

  @Test
  void what_was_answered_is_not_given_up() {
    late.send(stage, 1, this::answer);
    depart();
    stage.complete("x");

    pass(Duration.ofHours(1));

    assertThat(answered).containsExactly("x");
  }

  @Test
  void what_comes_when_nobody_waits_any_more_is_handed_over() {
    sendLong();
    depart();
    stage.complete("x");
    response.resume(null);

    onOtherThreads.forEach(Runnable::run);

    assertThat(undelivered).containsExactly("x");
  }
}
