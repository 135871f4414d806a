package dev.tidings.broker.append;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.MessageId;
import dev.tidings.fixture.MovableClock;
import dev.tidings.fixture.Wiring;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageIdGeneratorTest {
  private static final int THREADS = 4;
  private static final int IDS_OF_A_THREAD = 25_000;

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T12:00:00Z"));
  private final MessageIdGenerator ids = new Wiring(clock).get(MessageIdGenerator.class);

  @Test
  void they_grow_within_a_millisecond_and_from_one_to_the_next() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      made.add(ids.next().toString());
      clock.advance(Duration.ofNanos(100_000));
    }

    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void they_grow_also_when_the_clock_steps_back() {
    String before = ids.next().toString();
    clock.advance(Duration.ofHours(-1));
    String after = ids.next().toString();
    clock.advance(Duration.ofHours(2));
    String later = ids.next().toString();

    assertThat(Stream.of(before, after, later)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void they_begin_with_the_time_in_milliseconds() {
    assertThat(ids.next().toString()).startsWith("zpsm%012x".formatted(clock.millis()));
  }

  @Test
  void two_servers_do_not_make_the_same_one_in_the_same_millisecond() {
    MessageIdGenerator other = new Wiring(clock).get(MessageIdGenerator.class);

    assertThat(ids.next()).isNotEqualTo(other.next());
  }

  @Test
  void many_threads_get_different_ones_and_each_its_own_in_order()
      throws InterruptedException, ExecutionException {
    Set<MessageId> all = new HashSet<>();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<List<MessageId>> part :
          threads.invokeAll(Collections.nCopies(THREADS, (Callable<List<MessageId>>) this::many))) {
        assertThat(part.get().stream().map(MessageId::toString)).isSorted();
        all.addAll(part.get());
      }
    } finally {
      threads.shutdown();
    }

    assertThat(all).hasSize(THREADS * IDS_OF_A_THREAD);
  }

  private List<MessageId> many() {
    List<MessageId> made = new ArrayList<>();
    for (int i = 0; i < IDS_OF_A_THREAD; i++) {
      made.add(ids.next());
    }
    return made;
  }
}
