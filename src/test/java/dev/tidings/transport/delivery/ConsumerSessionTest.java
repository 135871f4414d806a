package dev.tidings.transport.delivery;

import static dev.tidings.fixture.FakeQueue.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.Rejection;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.fixture.FakeQueue;
import dev.tidings.fixture.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session on a connection that is none: what each transport may rely on. */
class ConsumerSessionTest {
  private static final int WINDOW = 8;
  private static final Duration LEASE = Duration.ofSeconds(9);

  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));
  private final FakeQueue queue = new FakeQueue(clock);
  private final Outlet outlet = new Outlet();
  private final DeliveryContext context =
      new DeliveryContext(
          "test connection",
          new PrefetchWindow(WINDOW, 64 * 1_024),
          LEASE,
          queue,
          clock,
          () -> clock.millis() * 1_000_000,
          Runnable::run,
          Runnable::run);
  private final SerialExecutor executor = new SerialExecutor(Runnable::run);
  private final ConsumerSession session = new ConsumerSession(context, executor, outlet);

  /** Numbers its deliveries. */
  private static final class Outlet implements DeliveryOutlet {
    private final List<Delivery> sent = new ArrayList<>();
    private boolean isAllowed = true;
    private boolean isBroken;

    @Override
    public long position() {
      return sent.size() + 1L;
    }

    @Override
    public void authorize(Runnable granted, Runnable refused) {
      (isAllowed ? granted : refused).run();
    }

    @Override
    public void send(Delivery delivery, List<Message> messages, SubscribeOptions options) {
      if (isBroken) {
        throw new IllegalStateException("broken on purpose");
      }
      sent.add(delivery);
    }

    private String id(int delivery) {
      return sent.get(delivery).id();
    }
  }

  @BeforeEach
  void consume() {
    executor.execute(() -> session.consume(KEY, SubscribeOptions.endpoint("client")));
  }

  @Test
  void a_delivery_that_is_acknowledged_makes_room_for_others() {
    queue.handOut("a", "b", "c", "d");
    queue.handOut("e", "f", "g", "h");
    assertThat(queue.waiting()).isEmpty();

    executor.execute(() -> session.acknowledge(outlet.id(0)));

    assertThat(queue.acknowledged()).containsExactly("a-1", "b-1", "c-1", "d-1");
    assertThat(queue.question().options().max()).isEqualTo(4);
  }

  @Test
  void everything_up_to_a_position_is_acknowledged() {
    queue.handOut("a");
    queue.handOut("b");
    queue.handOut("c");

    executor.execute(() -> session.acknowledgeUpTo(2));

    assertThat(queue.acknowledged()).containsExactly("a-1", "b-1");
    assertThat(session.oldestUnsettled()).contains(outlet.sent.get(2));
    assertThat(session.hasUnsettledAfter(2)).isTrue();
    assertThat(session.hasUnsettledAfter(3)).isFalse();
  }

  @Test
  void a_delivery_that_is_rejected_is_not_given_back_again() {
    queue.handOut("a");
    queue.handOut("b");

    executor.execute(() -> session.reject(outlet.id(0), Rejection.plain()));
    assertThat(queue.rejected()).containsExactly("a-1");
    executor.execute(session::close);

    assertThat(queue.rejected()).containsExactly("a-1", "b-1");
    assertThat(queue.acknowledged()).isEmpty();
  }

  @Test
  void leases_are_of_the_length_that_the_transport_wants_and_extended_before_a_third_is_over() {
    assertThat(queue.question().options().lease()).contains(LEASE);
    queue.handOut("a");
    clock.advance(FakeQueue.LEASE.minus(LEASE.multipliedBy(2).dividedBy(3)));
    executor.execute(session::tick);
    assertThat(queue.extended()).isEmpty();

    clock.advance(Duration.ofMillis(1));
    executor.execute(session::tick);
    assertThat(queue.extended()).containsExactly("a-1");
    executor.execute(session::tick);

    assertThat(queue.extended()).containsExactly("a-1");
  }

  @Test
  void a_session_that_is_paused_receives_nothing_until_it_is_resumed() {
    executor.execute(session::pause);
    assertThat(queue.waiting()).isEmpty();
    executor.execute(session::tick);
    assertThat(queue.waiting()).isEmpty();

    executor.execute(session::resume);

    assertThat(queue.waiting()).hasSize(1);
  }

  @Test
  void who_may_not_be_sent_messages_does_not_keep_them() {
    outlet.isAllowed = false;

    queue.handOut("a");

    assertThat(outlet.sent).isEmpty();
    assertThat(queue.rejected()).containsExactly("a-1");
    assertThat(queue.waiting()).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    executor.execute(session::tick);
    assertThat(queue.waiting()).hasSize(1);
  }

  @Test
  void what_cannot_be_written_is_left_to_the_end_of_its_lease() {
    outlet.isBroken = true;

    queue.handOut("a");
    clock.advance(FakeQueue.LEASE);
    executor.execute(session::tick);
    executor.execute(session::close);

    assertThat(queue.extended()).isEmpty();
    assertThat(queue.rejected()).isEmpty();
  }

  @Test
  void receipts_that_are_settled_in_another_way_are_forgotten() {
    queue.handOut("a", "b");

    executor.execute(() -> session.forget(List.of(Receipt.of("a-1"))));
    executor.execute(session::close);

    assertThat(queue.rejected()).containsExactly("b-1");
  }

  @Test
  void messages_that_the_consumer_has_not_begun_can_be_given_back_alone() {
    Message begun = queue.message("a", 1);
    Message notBegun = queue.message("b", 1);
    queue.question().answer().complete(List.of(begun, notBegun));

    executor.execute(() -> session.giveBack(List.of(notBegun)));

    assertThat(queue.rejected()).containsExactly("b-1");
    assertThat(session.oldestUnsettled()).contains(outlet.sent.get(0));
    executor.execute(session::close);
    assertThat(queue.rejected()).containsExactly("b-1", "a-1");
  }

  @Test
  void a_session_that_is_closed_receives_nothing_more() {
    executor.execute(session::close);
    executor.execute(() -> session.consume(KEY, SubscribeOptions.endpoint("client")));
    executor.execute(session::tick);

    assertThat(queue.waiting()).isEmpty();
  }

  @Test
  void subscriptions_that_were_to_end_with_the_connection_are_named_once() {
    executor.execute(
        () -> session.consume(KEY, SubscribeOptions.endpoint("client").unsubscribeOnClose(true)));

    assertThat(session.consumed()).containsExactly(KEY);
    assertThat(session.close()).containsExactly(KEY);
    assertThat(session.close()).isEmpty();
  }
}
