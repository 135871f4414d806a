package dev.tidings.broker.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.SubscriptionKey;
import dev.tidings.broker.NoPendingReceives;
import dev.tidings.broker.transaction.CallerTransaction;
import dev.tidings.fixture.FakeTransactions;
import dev.tidings.fixture.MovableClock;
import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.fixture.Wiring;
import dev.tidings.platform.database.jpa.EntityManagers;
import dev.tidings.platform.database.jpa.ReadCaches;
import dev.tidings.store.subscription.Subscription;
import dev.tidings.store.subscription.SubscriptionSnapshot;
import dev.tidings.store.subscription.Subscriptions;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubscribeServiceTest {
  private static final SubscriptionSnapshot KNOWN =
      new SubscriptionSnapshot(7, SubscriptionKey.of("zpsk.rest." + "7".repeat(24)), 1, 1, true);

  private final List<String> steps = new ArrayList<>();

  /** A queue may hold millions of rows, and other people may be at work on it. */
  @Test
  void ending_a_subscription_may_take_long_from_its_first_step_on() throws Exception {
    try (OwnTransactions database = new Noted()) {
      SubscribeService subscribeService =
          new Wiring(
                  database,
                  new NotedSubscriptions(database),
                  new NoPendingReceives(),
                  new Alone(),
                  new MovableClock(Instant.EPOCH))
              .get(SubscribeService.class);

      subscribeService.unsubscribe(KNOWN);
    }

    assertThat(steps).containsExactly("long work", "look");
  }

  private final class Noted extends OwnTransactions {
    Noted() {
      super(TestDatabase.H2);
    }

    @Override
    public void allowLongWork(Connection open) {
      steps.add("long work");
    }
  }

  private final class NotedSubscriptions extends Subscriptions {
    NotedSubscriptions(OwnTransactions database) {
      super(database, new ReadCaches(new FakeTransactions()), new EntityManagers());
    }

    @Override
    public Optional<Subscription> stored(long id) {
      steps.add("look");
      return Optional.empty();
    }
  }

  private static final class Alone extends CallerTransaction {
    @Override
    public void afterCommit(Runnable work) {}
  }
}
