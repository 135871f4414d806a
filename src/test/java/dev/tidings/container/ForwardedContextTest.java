package dev.tidings.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ForwardedContextTest {
  private final List<String> calls = new ArrayList<>();
  private final CompletableFuture<Void> departure = new CompletableFuture<>();

  private final AsyncContext original =
      (AsyncContext)
          Proxy.newProxyInstance(
              AsyncContext.class.getClassLoader(),
              new Class<?>[] {AsyncContext.class},
              (self, method, arguments) -> {
                calls.add(method.getName());
                if (method.getName().equals("start")) {
                  ((Runnable) arguments[0]).run();
                }
                return null;
              });

  private final ForwardedContext context = ForwardedContext.around(original);

  @Test
  void a_servlet_that_answers_at_once_completes_when_it_returns() {
    context.runAfter(departure, () -> assertThat(calls).doesNotContain("complete"));
    assertThat(calls).containsExactly("addListener");

    departure.complete(null);

    assertThat(calls).containsExactly("addListener", "start", "complete");
  }

  @Test
  void a_servlet_that_answers_while_it_runs_completes_when_it_returns() {
    departure.complete(null);
    context.runAfter(
        departure,
        () -> {
          context.start().complete();
          assertThat(calls).doesNotContain("complete");
        });

    assertThat(calls).endsWith("complete").containsOnlyOnce("complete");
  }

  @Test
  void a_servlet_that_answers_later_completes_then() {
    departure.complete(null);
    context.runAfter(departure, context::start);
    assertThat(context.isStarted()).isTrue();
    assertThat(calls).doesNotContain("complete");

    context.get().complete();

    assertThat(calls).endsWith("complete").containsOnlyOnce("complete");
  }

  @Test
  void a_servlet_that_fails_completes() {
    departure.complete(null);
    context.runAfter(
        departure,
        () -> {
          throw new IllegalStateException("on purpose");
        });

    assertThat(calls).endsWith("complete");
  }
}
