package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Message;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.Rejection;
import dev.tidings.broker.settle.SettlementService;
import dev.tidings.fixture.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who waits gets what others give back, too. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PendingReceivesReturnsTest extends PendingReceivesScene {
  @Test
  void what_is_rejected_without_delay_wakes_the_next() throws Exception {
    BrokerNode node = withoutTicks();
    node.publish(topic, Publication.of("a"));
    List<Receipt> receipts = receipts(node.receive(subscriber.key(), 1, Duration.ZERO).join());
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 1, LONG);

    reject(node, receipts, Duration.ZERO);

    assertThat(finished(waiting)).extracting(Message::deliveryCount).containsExactly(2);
  }

  @Test
  void what_is_rejected_with_a_delay_comes_when_it_is_due() throws Exception {
    BrokerNode node = ticking();
    node.publish(topic, Publication.of("a"));
    List<Receipt> receipts = receipts(node.receive(subscriber.key(), 1, Duration.ZERO).join());
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 1, LONG);
    reject(node, receipts, Duration.ofHours(1));

    engine.clock.advance(Duration.ofMinutes(59));
    assertThat(finished(node.receive(subscriber.key(), 1, BRIEF))).isEmpty();
    assertThat(waiting).isNotDone();
    engine.clock.advance(Duration.ofMinutes(1));

    assertThat(finished(waiting)).extracting(Message::deliveryCount).containsExactly(2);
  }

  @Test
  void what_comes_back_from_a_lease_that_ends_is_received_by_who_waits() throws Exception {
    BrokerNode node = ticking();
    node.publish(topic, Publication.of("a"));
    ReceiveOptions options =
        ReceiveOptions.builder().lease(Duration.ofHours(1)).waiting(LONG).build();
    node.receive(subscriber.key(), options).join();
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), options);

    engine.clock.advance(Duration.ofHours(1));

    assertThat(finished(waiting)).extracting(Message::deliveryCount).containsExactly(2);
  }

  @Test
  void what_the_window_holds_back_comes_as_soon_as_there_is_room() throws Exception {
    BrokerNode node = withoutTicks();
    for (int i = 0; i <= BrokerNode.WINDOW; i++) {
      node.publish(topic, Publication.of("m" + i));
    }
    List<Message> leased = node.receive(subscriber.key(), 100, Duration.ZERO).join();
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 100, LONG);
    assertThat(leased).hasSize(BrokerNode.WINDOW);

    node.bean(SettlementService.class)
        .settleAtOnce(subscriber.key(), receipts(leased).subList(0, 1), Optional.empty())
        .join();

    assertThat(texts(finished(waiting))).containsExactly("m" + BrokerNode.WINDOW);
  }

  private void reject(BrokerNode node, List<Receipt> receipts, Duration delay) {
    Optional<Rejection> rejection = Optional.of(Rejection.plain().after(delay));
    node.bean(SettlementService.class).settleAtOnce(subscriber.key(), receipts, rejection).join();
  }

  private static List<Receipt> receipts(List<Message> messages) {
    return messages.stream().map(message -> message.receipt().orElseThrow()).toList();
  }
}
