package dev.tidings.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.container.DisconnectProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class DisconnectCheckTest {
  private final List<FutureTask<Void>> scheduled = new ArrayList<>();
  private final List<String> happened = new ArrayList<>();
  private final CompletableFuture<Void> departure = new CompletableFuture<>();
  private boolean isClosed;

  /** Time passes when a test lets it. */
  private final RequestTimeouts timeouts =
      new RequestTimeouts() {
        @Override
        public Future<?> after(Duration time, Runnable onTimeout) {
          assertThat(time).isEqualTo(DisconnectCheck.INTERVAL);
          FutureTask<Void> task = new FutureTask<>(onTimeout, null);
          scheduled.add(task);
          return task;
        }
      };

  private final DisconnectProbe probe =
      new DisconnectProbe() {
        @Override
        public boolean isClosedByClient() {
          happened.add("asked");
          return isClosed;
        }

        @Override
        public void end() {
          happened.add("ended");
        }
      };

  private final DisconnectCheck check =
      new DisconnectCheck(probe, timeouts, departure, () -> happened.add("disconnected"));

  private void passInterval() {
    List<FutureTask<Void>> due = List.copyOf(scheduled);
    scheduled.clear();
    due.forEach(Runnable::run);
  }

  @Test
  void a_client_that_is_there_is_asked_about_each_time() {
    departure.complete(null);

    passInterval();
    passInterval();

    assertThat(happened).containsExactly("asked", "asked");
    assertThat(scheduled).hasSize(1);
  }

  @Test
  void a_client_that_is_gone_is_reported_once() {
    departure.complete(null);
    isClosed = true;

    passInterval();
    passInterval();

    assertThat(happened).containsExactly("asked", "disconnected");
    assertThat(scheduled).isEmpty();
  }

  @Test
  void nobody_is_asked_while_the_thread_of_the_request_is_in_it() {
    isClosed = true;
    passInterval();
    assertThat(happened).isEmpty();

    departure.complete(null);
    passInterval();

    assertThat(happened).containsExactly("asked", "disconnected");
  }

  @Test
  void nobody_is_asked_after_the_end() {
    departure.complete(null);
    List<FutureTask<Void>> begun = List.copyOf(scheduled);

    check.end();
    begun.forEach(Runnable::run);

    assertThat(happened).containsExactly("ended");
    assertThat(begun).allMatch(FutureTask::isCancelled);
  }
}
