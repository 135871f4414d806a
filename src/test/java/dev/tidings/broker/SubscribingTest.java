package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.SubscriptionKey;
import dev.tidings.config.ReadCaches;
import dev.tidings.fixture.FakeTransactions;
import dev.tidings.fixture.MovableClock;
import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.fixture.Wiring;
import dev.tidings.subscription.KnownSubscription;
import dev.tidings.subscription.Subscription;
import dev.tidings.subscription.Subscriptions;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubscribingTest {
  private static final KnownSubscription KNOWN =
      new KnownSubscription(7, SubscriptionKey.of("zpsk.rest." + "7".repeat(24)), 1, 1, true);

  private final List<String> steps = new ArrayList<>();

  /** A queue may hold millions of rows, and other people may be at work on it. */
  @Test
  void ending_a_subscription_may_take_long_from_its_first_step_on() throws Exception {
    try (OwnTransactions database = new Noted()) {
      Subscribing subscribing =
          new Wiring(
                  database,
                  new NotedSubscriptions(database),
                  new NobodyWaits(),
                  new Alone(),
                  new MovableClock(Instant.EPOCH))
              .get(Subscribing.class);

      subscribing.unsubscribe(KNOWN);
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
      super(database, new ReadCaches(new FakeTransactions()));
    }

    @Override
    public Optional<Subscription> stored(long id) {
      steps.add("look");
      return Optional.empty();
    }
  }

  private static final class Alone extends CallersTransaction {
    @Override
    void afterCommit(Runnable work) {}
  }
}
