package dev.tidings.platform.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TyrusIdleTimerTest {
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final AtomicInteger timers = new AtomicInteger();

  @AfterEach
  void end() throws InterruptedException {
    scheduler.shutdown();
    assertThat(scheduler.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Does with its frames what Tyrus does. */
  private final class TimedSession {
    private ScheduledExecutorService service = scheduler;
    private Object timer;

    void frame() {
      timer = service.schedule(timers::incrementAndGet, 0, TimeUnit.MILLISECONDS);
    }
  }

  private static final class OtherSession {
    private String service = "as it was";
  }

  @Test
  void a_session_that_lost_its_timer_begins_none() throws InterruptedException {
    TimedSession session = new TimedSession();
    session.frame();
    TyrusIdleTimer.removeFrom(session);

    session.frame();

    assertThat(session.timer).isNull();
    end();
    assertThat(timers).hasValue(1);
  }

  @Test
  void other_sessions_stay_as_they_are() {
    OtherSession session = new OtherSession();
    TyrusIdleTimer.removeFrom(session);

    assertThat(session.service).isEqualTo("as it was");
    assertThatCode(() -> TyrusIdleTimer.removeFrom(new Object())).doesNotThrowAnyException();
  }
}
