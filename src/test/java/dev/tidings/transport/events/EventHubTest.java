package dev.tidings.transport.events;

import static dev.tidings.transport.events.EventsScene.NO_CONSUMERS;
import static dev.tidings.transport.events.EventsScene.queue;
import static dev.tidings.transport.events.EventsScene.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.fixture.Wiring;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.metrics.ActivityHistory;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.NodeEvents;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Resolution;
import dev.tidings.platform.metrics.Statistics;
import dev.tidings.platform.metrics.StatisticsReader;
import dev.tidings.platform.metrics.Subject;
import dev.tidings.transport.admin.RowRanks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Those who watch, and what it costs that they do. */
class EventHubTest {
  private final NodeEvents nodeEvents = new NodeEvents();
  private final List<Consumer<Statistics>> watchers = new ArrayList<>();
  private EventHub hub;
  private long ready;

  @BeforeEach
  void begin() {
    StatisticsReader statistics =
        new StatisticsReader() {
          @Override
          public Statistics read() {
            throw new UnsupportedOperationException("Nobody asks");
          }

          @Override
          public Figures known() {
            throw new UnsupportedOperationException("Nobody asks");
          }

          @Override
          public Optional<ActivityHistory> history(Subject subject, Resolution resolution) {
            throw new UnsupportedOperationException("Nobody asks");
          }

          @Override
          public Runnable watch(Consumer<Statistics> watcher) {
            watchers.add(watcher);
            return () -> watchers.remove(watcher);
          }

          @Override
          public void follow(Consumer<Statistics> follower) {
            throw new UnsupportedOperationException("Nobody asks");
          }
        };
    hub = new Wiring(nodeEvents, NO_CONSUMERS, statistics, new WorkerThreads()).get(EventHub.class);
  }

  private FakeStream connect(String lastEventId) {
    return connect(lastEventId, RowRanks.MOST);
  }

  private FakeStream connect(String lastEventId, int limit) {
    FakeStream stream = new FakeStream("e", limit, hub::remove);
    hub.requireRoom("e");
    stream.watcher().begin();
    hub.add(stream.watcher(), lastEventId);
    return stream;
  }

  private void second() {
    List.copyOf(watchers)
        .forEach(watcher -> watcher.accept(with(queue(0, ready++, 0, Duration.ZERO))));
  }

  private static String lastId(String text) {
    return text.lines()
        .filter(line -> line.startsWith("id: "))
        .reduce((first, second) -> second)
        .orElseThrow()
        .substring("id: ".length());
  }

  @Test
  void a_watcher_gets_everything_once_and_then_what_changes() {
    FakeStream stream = connect("");

    second();
    second();

    assertThat(stream.types()).containsExactly("begin", "snapshot", "statistics");
  }

  @Test
  void figures_are_read_once_for_all_and_not_at_all_for_nobody() {
    assertThat(watchers).isEmpty();
    List<FakeStream> streams = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      streams.add(connect(""));
    }

    assertThat(watchers).hasSize(1);

    streams.forEach(stream -> stream.watcher().end());
    assertThat(watchers).isEmpty();
    assertThat(streams).allMatch(stream -> stream.isComplete);
  }

  @Test
  void one_who_comes_later_gets_everything_at_once() {
    connect("");
    second();
    FakeStream late = connect("");
    assertThat(late.types()).containsExactly("begin", "snapshot");

    second();

    assertThat(late.types()).containsExactly("statistics");
  }

  @Test
  void each_watcher_gets_as_many_rows_as_it_has_asked_for() {
    FakeStream few = connect("", 1);
    FakeStream all = connect("");

    tick(row(5, 9), row(6, 3));
    assertThat(few.text()).contains("\"id\":5,").doesNotContain("\"id\":6,");
    assertThat(all.text()).contains("\"id\":5,", "\"id\":6,");

    tick(row(5, 2), row(6, 3));
    assertThat(few.text()).contains("\"id\":6,", "\"removed_subscriptions\":[5]");
    assertThat(all.text()).contains("\"id\":5,").doesNotContain("\"id\":6,", "removed");
  }

  private static QueueFigures row(long id, long ready) {
    return new QueueFigures(id, 1, "/a", "e", 100, ready, 0, 0, 0, Duration.ZERO);
  }

  private void tick(QueueFigures... queues) {
    List.copyOf(watchers).forEach(watcher -> watcher.accept(with(queues)));
  }

  @Test
  void events_are_told_with_numbers_to_come_back_to() {
    FakeStream stream = connect("");
    second();
    stream.text();
    nodeEvents.add("session-opened", Map.of("address", "127.0.0.1"));
    second();
    String text = stream.text();
    assertThat(text).contains("event: session-opened\ndata: {\"address\":\"127.0.0.1\"}\n\n");

    FakeStream other = connect("");
    stream.watcher().end();
    nodeEvents.add("session-closed", Map.of("address", "127.0.0.1"));
    second();
    FakeStream back = connect(lastId(text));
    second();

    assertThat(back.types()).containsExactly("session-closed", "snapshot", "statistics");
    assertThat(other.types()).contains("session-closed");
  }

  @Test
  void one_who_comes_back_to_what_is_forgotten_is_told_so() {
    assertThat(connect("another-12").types()).containsExactly("reset");
    assertThat(connect("nonsense").types()).containsExactly("reset");
  }

  @Test
  void one_who_reads_slowly_gets_the_latest_figures_and_every_event() {
    FakeStream stream = connect("");
    second();
    stream.types();
    stream.isReading = false;
    for (int i = 0; i < 10; i++) {
      nodeEvents.add("session-opened", Map.of());
      second();
    }
    assertThat(stream.types()).isEmpty();

    stream.readAgain();

    assertThat(stream.types())
        .hasSize(11)
        .startsWith("session-opened")
        .endsWith("session-opened", "snapshot");
  }

  @Test
  void one_who_reads_nothing_for_half_a_minute_has_to_come_again() {
    FakeStream stream = connect("");
    stream.isReading = false;

    for (int i = 0; i < 40; i++) {
      second();
    }

    assertThat(stream.isComplete).isTrue();
    assertThat(watchers).isEmpty();
  }

  @Test
  void one_who_falls_far_behind_has_to_come_again() {
    FakeStream stream = connect("");
    stream.isReading = false;
    for (int i = 0; i < 900; i++) {
      nodeEvents.add("session-opened", Map.of());
    }
    second();
    assertThat(stream.isComplete).isFalse();
    for (int i = 0; i < 900; i++) {
      nodeEvents.add("session-opened", Map.of());
    }

    second();

    assertThat(stream.isComplete).isTrue();
  }

  @Test
  void a_stream_ends_with_its_login() {
    FakeStream stream = connect("");
    stream.isLoginGood = false;

    second();

    assertThat(stream.isComplete).isTrue();
    assertThat(watchers).isEmpty();
  }

  @Test
  void a_client_that_has_left_is_forgotten() {
    FakeStream stream = connect("");
    stream.isConnected = false;

    second();

    assertThat(stream.isComplete).isTrue();
    assertThat(watchers).isEmpty();
  }

  @Test
  void there_are_so_many_watchers_of_an_endpoint_and_no_more() {
    for (int i = 0; i < 250; i++) {
      connect("");
    }

    assertThatThrownBy(() -> connect(""))
        .isInstanceOfSatisfying(
            TidingsException.class,
            refusal -> assertThat(refusal.type()).isEqualTo(ErrorType.UNAVAILABLE));
    hub.requireRoom("another");
  }
}
