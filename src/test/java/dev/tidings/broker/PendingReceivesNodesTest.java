package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.Publication;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.fixture.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who waits at one server gets what comes of others. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PendingReceivesNodesTest extends PendingReceivesScene {
  @Test
  void what_another_server_announces_is_received_here() throws Exception {
    BrokerNode here = withoutTicks();
    BrokerNode there = withoutTicks();
    there.announceTo(here);
    CompletableFuture<List<Message>> waiting = here.receive(subscriber.key(), 1, LONG);

    there.publish(topic, Publication.of("a"));

    assertThat(texts(finished(waiting))).containsExactly("a");
  }

  @Test
  void what_another_server_publishes_is_found_even_if_its_announcement_is_lost() throws Exception {
    BrokerNode here = ticking();
    BrokerNode there = withoutTicks();
    CompletableFuture<List<Message>> waiting = here.receive(subscriber.key(), 1, LONG);

    there.publish(topic, Publication.of("a"));

    assertThat(texts(finished(waiting))).containsExactly("a");
  }

  @Test
  void what_another_server_leased_comes_back_here_when_the_lease_ends() throws Exception {
    BrokerNode here = ticking();
    BrokerNode there = withoutTicks();
    there.publish(topic, Publication.of("a"));
    ReceiveOptions forAnHour = ReceiveOptions.builder().lease(Duration.ofHours(1)).build();
    there.receive(subscriber.key(), forAnHour).join();
    CompletableFuture<List<Message>> waiting = here.receive(subscriber.key(), 1, LONG);

    engine.clock.advance(Duration.ofHours(1));

    assertThat(finished(waiting)).extracting(Message::deliveryCount).containsExactly(2);
  }

  @Test
  void a_wait_ends_when_another_server_ends_the_subscription_without_a_word() throws Exception {
    BrokerNode node = ticking();
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 1, LONG);

    unsubscribe();

    assertFailed(waiting, ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE);
  }
}
