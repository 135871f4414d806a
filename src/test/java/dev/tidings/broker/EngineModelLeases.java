package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.MessageState;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.Rejection;
import dev.tidings.broker.EngineModelQueue.Dead;
import dev.tidings.broker.EngineModelQueue.Order;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.read.LeaseAllocator;
import dev.tidings.store.queue.read.QueueAvailability;
import dev.tidings.store.queue.read.QueueAvailabilityReader;
import dev.tidings.store.queue.read.QueueEntry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** What receivers do, with receipts of now, of before, of others, and of nobody. */
abstract class EngineModelLeases extends EngineModelComparison {
  private static final int REMEMBERED = 40;
  private static final List<String> NO_RECEIPTS =
      List.of("", "no receipt", "AAAAAAAAAAAAAAAAAAAAAA==", "________________________");

  private final Random random;
  private final List<HandedOut> dispatched = new ArrayList<>();
  private long lastHandOut;

  /** A receipt as its receiver has it; of subscriber 0 when it is none. */
  private record HandedOut(int subscriber, long number, String text, Receipt receipt) {
    @Override
    public String toString() {
      return subscriber + ":" + text;
    }
  }

  EngineModelLeases(TestDatabase database, long seed, Random random) throws SQLException {
    super(database, seed);
    this.random = random;
  }

  void receive(int topic, int id) throws SQLException {
    int window = random.nextInt(3) == 0 ? 2 + random.nextInt(6) : Receivers.WINDOW;
    long bytes = random.nextInt(4) == 0 ? 4_000 : EVERYTHING;
    int max = random.nextInt(4) == 0 ? 1_000 : 1 + random.nextInt(6);
    receive(topic, id, new Order(max, bytes, lease(), window));
  }

  private Duration lease() {
    return Duration.ofSeconds(List.of(1, 5, 30, 60, 600, 3_600).get(random.nextInt(6)));
  }

  void receive(int topic, int id, Order order) throws SQLException {
    Instant now = nodes.now();
    int most = maxDeliveries(topic);
    long first = lastHandOut + 1;
    AtomicReference<LeaseAllocator.LeasedBatch> answer = new AtomicReference<>();
    boolean isAnyReady = availability(id, order.window(), now).isReady();
    agree(
        "receive from %s of %s %s".formatted(id, topic, order),
        () -> queue(topic, id).receive(now, most, order, first),
        () -> {
          answer.set(nodes.receive(engine, id, most, order));
          return shown(answer.get().deliveries());
        });
    List<QueueEntry> got = answer.get().deliveries();
    assertThat(isAnyReady || got.isEmpty()).as("something was ready").isTrue();
    if (answer.get().isAll()) {
      assertThat(queue(topic, id).count(MessageState.READY, now, most)).isZero();
    }
    got.forEach(one -> remember(id, one, now.plus(order.lease())));
    compareDead(topic, id);
  }

  private void remember(int id, QueueEntry one, Instant until) {
    assertThat(one.lease().orElseThrow().until()).isEqualTo(until);
    String text = EngineModelSayings.shown(one.entry().publication().data().asString());
    dispatched.add(new HandedOut(id, ++lastHandOut, text, one.lease().orElseThrow().receipt()));
    if (dispatched.size() > REMEMBERED) {
      dispatched.remove(0);
    }
  }

  /** Who has received something of the topic lately. */
  int receiver(int topic, int otherwise) {
    List<Integer> receivers =
        dispatched.stream()
            .map(HandedOut::subscriber)
            .filter(model.subscribers(topic)::contains)
            .toList();
    return receivers.isEmpty() ? otherwise : receivers.get(receivers.size() - 1);
  }

  /** Mostly of that queue, newest first; some twice, some of others, some of nobody. */
  private List<HandedOut> some(int id) {
    List<HandedOut> own =
        dispatched.stream().filter(one -> one.subscriber == id || random.nextInt(30) == 0).toList();
    List<HandedOut> some = new ArrayList<>();
    int wanted = 1 + random.nextInt(6);
    for (int i = own.size() - 1; i >= 0 && some.size() < wanted; i--) {
      if (random.nextInt(4) != 0) {
        some.add(own.get(i));
      }
    }
    if (some.isEmpty() || random.nextInt(8) == 0) {
      String word = NO_RECEIPTS.get(random.nextInt(NO_RECEIPTS.size()));
      some.add(new HandedOut(0, 0, word, Receipt.of(word)));
    }
    if (random.nextInt(8) == 0) {
      some.add(some.get(0));
    }
    // Most are used once, some again and again.
    some.stream().filter(one -> random.nextInt(4) > 0).forEach(dispatched::remove);
    return some;
  }

  /** Settles in the model; all receipts of a call are looked at before any of them counts. */
  private List<ReceiptOutcome> settle(int topic, int id, List<HandedOut> some, LongConsumer each) {
    Instant now = nodes.now();
    List<ReceiptOutcome> outcomes = new ArrayList<>();
    for (HandedOut one : some) {
      outcomes.add(
          one.subscriber == id ? queue(topic, id).check(one.number, now) : ReceiptOutcome.UNKNOWN);
    }
    some.stream().filter(one -> one.subscriber == id).forEach(one -> each.accept(one.number));
    return outcomes;
  }

  private static List<Receipt> receipts(List<HandedOut> some) {
    return some.stream().map(HandedOut::receipt).toList();
  }

  void acknowledge(int topic, int id) throws SQLException {
    List<HandedOut> some = some(id);
    Instant now = nodes.now();
    agree(
        "acknowledge to %s of %s %s".formatted(id, topic, some),
        () -> settle(topic, id, some, one -> queue(topic, id).acknowledge(one, now)),
        () -> new Receivers(engine).acknowledge(connection, nodes.subscriber(id), receipts(some)));
  }

  void reject(int topic, int id) throws SQLException {
    List<HandedOut> some = some(id);
    Instant now = nodes.now();
    int most = maxDeliveries(topic);
    Rejection rejection = rejection();
    agree(
        "reject to %s of %s %s after %s because of %s"
            .formatted(id, topic, some, rejection.delay(), rejection.reason()),
        () ->
            settle(
                topic,
                id,
                some,
                one ->
                    queue(topic, id).reject(one, rejection.delay(), rejection.reason(), most, now)),
        () ->
            new Receivers(engine)
                .reject(connection, nodes.subscriber(id), receipts(some), rejection, most));
    compareDead(topic, id);
  }

  private Rejection rejection() {
    Rejection rejection = Rejection.plain();
    if (random.nextInt(3) > 0) {
      rejection =
          rejection.after(Duration.ofSeconds(List.of(0, 0, 1, 20, 90).get(random.nextInt(5))));
    }
    return random.nextBoolean() ? rejection.because("reason " + random.nextInt(3)) : rejection;
  }

  void extend(int topic, int id) throws SQLException {
    List<HandedOut> some = some(id);
    Instant now = nodes.now();
    Duration lease = lease();
    agree(
        "extend for %s of %s %s by %s".formatted(id, topic, some, lease),
        () -> settle(topic, id, some, one -> queue(topic, id).extend(one, lease, now)),
        () ->
            new Receivers(engine).extend(connection, nodes.subscriber(id), receipts(some), lease));
  }

  void nextReturn(int topic, int id) throws SQLException {
    Instant now = nodes.now();
    Optional<Instant> next = availability(id, 1, now).nextReturn();
    List<Instant> expected = queue(topic, id).nextReturn(now);
    if (next.isEmpty()) {
      assertThat(expected).isEmpty();
    } else if (next.get().isAfter(now)) {
      assertThat(next.get()).isBetween(expected.get(0), expected.get(1));
    }
  }

  private QueueAvailability availability(int id, int window, Instant now) throws SQLException {
    QueueId queue = nodes.subscriber(id).queue();
    return engine
        .bean(QueueAvailabilityReader.class)
        .read(connection, List.of(queue), window, now)
        .get(queue);
  }

  void redeliver(int topic, int id) throws SQLException {
    DeadLetterFilter filter = filter(topic, id);
    Instant now = nodes.now();
    agree(
        "redeliver to %s of %s %s".formatted(id, topic, shown(filter)),
        () -> model.redeliver(topic, id, matching(filter), now),
        () ->
            new Receivers(engine)
                .redeliver(connection, model.details(topic), nodes.subscriber(id), filter));
  }

  void discard(int topic, int id) throws SQLException {
    DeadLetterFilter filter = filter(topic, id);
    agree(
        "discard of %s of %s %s".formatted(id, topic, shown(filter)),
        () -> queue(topic, id).takeDead(matching(filter)).size(),
        () ->
            new Receivers(engine)
                .discard(connection, model.details(topic), nodes.subscriber(id), filter));
  }

  void discardAll(int topic, int id) throws SQLException {
    agree(
        "discard all of %s of %s".formatted(id, topic),
        () -> queue(topic, id).takeDead(any -> true).size(),
        () ->
            new Receivers(engine)
                .discard(
                    connection,
                    model.details(topic),
                    nodes.subscriber(id),
                    DeadLetterFilter.all()));
  }

  private DeadLetterFilter filter(int topic, int id) {
    DeadLetterFilter filter = DeadLetterFilter.all();
    List<Dead> dead = queue(topic, id).dead();
    if (!dead.isEmpty() && random.nextInt(4) == 0) {
      Dead one = dead.get(random.nextInt(dead.size()));
      filter = filter.withIds(List.of(ids.get(one.item().said().text())));
    }
    if (random.nextInt(6) == 0) {
      filter = filter.withReason(List.of("reason 1", "lease ended", "%").get(random.nextInt(3)));
    }
    if (!dead.isEmpty() && random.nextInt(6) == 0) {
      filter = filter.diedBefore(dead.get(dead.size() - 1).at());
    }
    return filter;
  }

  private String shown(DeadLetterFilter filter) {
    String texts = filter.ids().isEmpty() ? "" : "one";
    return texts
        + filter.reason().orElse("")
        + filter.diedBefore().map(Instant::toString).orElse("");
  }

  private Predicate<Dead> matching(DeadLetterFilter filter) {
    return one ->
        filter.ids().map(some -> some.contains(ids.get(one.item().said().text()))).orElse(true)
            && filter.reason().map(one.reason()::contains).orElse(true)
            && filter.diedBefore().map(one.at()::isBefore).orElse(true);
  }
}
