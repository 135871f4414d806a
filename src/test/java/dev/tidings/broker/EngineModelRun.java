package dev.tidings.broker;

import dev.tidings.api.MessageId;
import dev.tidings.api.MessageState;
import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Overflow;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineModel.Saying;
import dev.tidings.broker.EngineModelQueue.Item;
import dev.tidings.broker.EngineModelSayings.Published;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.idempotency.IdempotencyKeys;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * One random sequence of operations, on the engine and on the model. What is done next depends on
 * the seed and the model alone, so that every database gets the same.
 */
final class EngineModelRun extends EngineModelLeases {
  private static final int TOPICS = 3;

  private final Random random;
  private final EngineModelSayings sayings;
  private final EngineModelCleaning cleaning;

  /** Of everything that was ever published: what was before them need not be true again. */
  private final TreeSet<Instant> expirations = new TreeSet<>();

  private boolean isAlone = true;

  EngineModelRun(TestDatabase database, long seed) throws SQLException {
    this(database, seed, new Random(seed));
  }

  private EngineModelRun(TestDatabase database, long seed, Random random) throws SQLException {
    super(database, seed, random);
    this.random = random;
    cleaning = new EngineModelCleaning(connection);
    sayings = new EngineModelSayings(random, nodes.numberOfThisRun());
    for (int topic = 0; topic < TOPICS; topic++) {
      TopicSettings.Builder settings = TopicSettings.builder("").maxDepth(20);
      model.add(nodes.topic(settings.retention(Duration.ofMinutes(topic == 2 ? 3 : 0))));
    }
    connection.commit();
  }

  /** Runs, and answers with what was done and what came of it. */
  List<String> run(int steps) throws SQLException {
    try (connection) {
      for (int step = 0; step < steps; step++) {
        transcript.add("step " + step);
        transaction();
        betweenTransactions();
      }
      transcript.add("finish");
      finish();
      return transcript;
    } catch (SQLException | RuntimeException | AssertionError failure) {
      throw report(failure);
    } finally {
      nodes.close();
    }
  }

  private void transaction() throws SQLException {
    EngineModel before = model.copy();
    Map<String, MessageId> idsBefore = new HashMap<>(ids);
    int operations = random.nextInt(6) == 0 ? 2 + random.nextInt(3) : 1;
    isAlone = operations == 1;
    isRefused = false;
    engine = nodes.any(random);
    for (int i = 0; i < operations && !isRefused; i++) {
      int topic = random.nextInt(TOPICS);
      operation(topic);
      if (!isRefused) {
        compare(topic);
      }
    }
    if (isRefused || random.nextInt(8) == 0) {
      transcript.add("rollback");
      connection.rollback();
      model = before;
      ids = idsBefore;
    } else {
      connection.commit();
    }
  }

  private void compare(int topic) throws SQLException {
    compareDepths(topic);
    if (!model.subscribers(topic).isEmpty() && random.nextInt(3) == 0) {
      int id = anyOf(topic);
      compareStates(topic, id);
      nextReturn(topic, id);
    }
  }

  private void operation(int topic) throws SQLException {
    int chance = model.subscribers(topic).isEmpty() ? 0 : random.nextInt(20);
    if (chance < 7) {
      publishOrConfigure(topic);
    } else if (chance < 16) {
      lease(topic, anyOf(topic));
    } else {
      look(topic, anyOf(topic));
    }
  }

  private void publishOrConfigure(int topic) throws SQLException {
    switch (random.nextInt(16)) {
      case 0, 1, 2 -> publish(topic, List.of(sayings.one(Set.of(), "")), "");
      case 3, 4, 5 -> publish(topic, sayings.batch(1 + random.nextInt(8)), "");
      case 6, 7 -> publish(topic, List.of(sayings.one(someOf(topic), "")), "");
      case 8 -> publishMixed(topic);
      case 9 -> publish(topic, List.of(sayings.one(Set.of(), sayings.ownId())), "");
      case 10 -> repeatOwnId(topic);
      case 11 -> publish(topic, sayings.batch(1 + random.nextInt(3)), sayings.newKey());
      case 12 -> repeatKey(topic);
      case 13 -> subscribe(topic);
      case 14 -> changeSettings(topic);
      default -> {
        if (random.nextInt(6) == 0) {
          delete(topic);
        }
      }
    }
  }

  private void lease(int topic, int id) throws SQLException {
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> receive(topic, id);
      case 4, 5, 6 -> acknowledge(topic, receiver(topic, id));
      case 7, 8, 9, 10 -> reject(topic, receiver(topic, id));
      case 11, 12 -> extend(topic, receiver(topic, id));
      case 13, 14 -> redeliver(topic, withDead(topic, id));
      default -> {
        if (random.nextInt(4) == 0) {
          discard(topic, withDead(topic, id));
        }
      }
    }
  }

  private int withDead(int topic, int otherwise) {
    return model.subscribers(topic).stream()
        .filter(id -> !queue(topic, id).dead().isEmpty())
        .findFirst()
        .orElse(otherwise);
  }

  private void look(int topic, int id) throws SQLException {
    switch (random.nextInt(14)) {
      case 0 -> drain(topic, id, 1 + random.nextInt(4), EVERYTHING);
      case 1 -> drain(topic, id, Integer.MAX_VALUE, random.nextBoolean() ? EVERYTHING : 6_000);
      case 2, 3, 8, 9, 10 -> browse(topic, id);
      case 4, 5 -> remove(topic, id);
      case 6 -> clear(topic, id);
      case 7 -> unsubscribe(topic, id);
      default -> oldest(topic, id);
    }
  }

  private void publishMixed(int topic) throws SQLException {
    List<Saying> mixed = new ArrayList<>(sayings.batch(random.nextInt(4)));
    mixed.add(sayings.one(someOf(topic), ""));
    mixed.add(sayings.one(someOf(topic), sayings.ownId()));
    sayings
        .withOwnId(nodes.now())
        .filter(known -> known.topic() == topic)
        .ifPresent(known -> mixed.addAll(known.said()));
    publish(topic, mixed, "");
  }

  private Set<Integer> someOf(int topic) {
    Set<Integer> some = new TreeSet<>();
    model.subscribers(topic).stream().filter(id -> random.nextBoolean()).forEach(some::add);
    if (random.nextInt(40) == 0) {
      some.add(EngineModelNodes.NOBODY);
    }
    return some;
  }

  private void repeatOwnId(int topic) throws SQLException {
    Optional<Published> again = sayings.withOwnId(nodes.now());
    if (again.isPresent() && random.nextInt(3) == 0) {
      publish(topic, List.of(sayings.one(Set.of(), again.get().said().get(0).id())), "");
    } else if (again.isPresent()) {
      publish(again.get().topic(), again.get().said(), "");
    }
  }

  private void repeatKey(int topic) throws SQLException {
    Optional<Published> again = sayings.withKey();
    if (again.isPresent()) {
      boolean isForgotten = !again.get().at().plus(IdempotencyKeys.WINDOW).isAfter(nodes.now());
      if (isForgotten || random.nextInt(3) == 0) {
        publish(topic, sayings.batch(1), again.get().key());
      } else {
        publish(again.get().topic(), again.get().said(), again.get().key());
      }
    }
  }

  private void publish(int topic, List<Saying> said, String key) throws SQLException {
    Instant now = nodes.now();
    agree(
        "publish to " + topic + " " + EngineModelSayings.shown(said) + key,
        () -> model.publish(topic, said, key, now),
        () -> texts(said, nodes.publish(engine, model.details(topic), said, key, isAlone)));
    if (!isRefused) {
      sayings.remember(new Published(topic, said, key, now));
      said.forEach(one -> expirations.add(now.plus(one.expiration())));
    }
  }

  private void browse(int topic, int id) throws SQLException {
    List<MessageState> states = List.of(MessageState.values());
    MessageState state = states.get(random.nextInt(states.size()));
    browse(topic, id, state, 1 + random.nextInt(5), random.nextBoolean() ? EVERYTHING : 2_500);
  }

  private void remove(int topic, int id) throws SQLException {
    List<String> candidates = new ArrayList<>();
    queue(topic, id).living(nodes.now()).forEach(one -> candidates.add(one.said().text()));
    ids.keySet().stream()
        .sorted()
        .skip(random.nextInt(ids.size() + 1))
        .findFirst()
        .ifPresent(candidates::add);
    if (!candidates.isEmpty()) {
      String text = candidates.get(random.nextInt(candidates.size()));
      agree(
          "remove " + EngineModelSayings.shown(text) + " from " + id + " of " + topic,
          () -> queue(topic, id).remove(text, nodes.now()),
          () ->
              engine.queues.remove(
                  connection, nodes.subscriber(id).queue(), ids.get(text), nodes.now()));
    }
  }

  private void clear(int topic, int id) throws SQLException {
    agree(
        "clear " + id + " of " + topic,
        () -> queue(topic, id).clear(nodes.now()),
        () -> engine.clear(connection, nodes.subscriber(id)));
  }

  private void oldest(int topic, int id) throws SQLException {
    agree(
        "oldest of " + id + " of " + topic,
        () -> queue(topic, id).oldest(1, nodes.now()).stream().findFirst().map(Item::published),
        () -> engine.queues.oldest(connection, nodes.subscriber(id).queue(), nodes.now()));
  }

  /** Another one takes its place. */
  private void delete(int topic) throws SQLException {
    transcript.add("delete " + topic);
    List<Long> subscriptions =
        model.subscribers(topic).stream()
            .map(id -> nodes.subscriber(id).queue().subscriptionId())
            .toList();
    EngineInvariants invariants =
        new EngineInvariants(connection, engine, model.details(topic).id());
    nodes.delete(engine, model.details(topic));
    invariants.assertTopicIsGone();
    invariants.assertAreGone(subscriptions);
    model.replace(topic, nodes.topic(model.details(topic).settings().toBuilder()));
  }

  private void changeSettings(int topic) throws SQLException {
    TopicDetails old = model.details(topic);
    TopicSettings settings =
        old.settings().toBuilder()
            .maxDepth(random.nextInt(3) == 0 ? 2 + random.nextInt(5) : 10 + random.nextInt(40))
            .overflow(random.nextBoolean() ? Overflow.REJECT : Overflow.DROP_OLDEST)
            .onNoSubs(random.nextInt(4) == 0 ? OnNoSubs.DROP : OnNoSubs.ACCEPT)
            .maxDeliveries(random.nextInt(4) == 0 ? 16 : 1 + random.nextInt(3))
            .build();
    TopicDetails changed = new TopicDetails(old.id(), old.version() + 1, old.createdAt(), settings);
    transcript.add(
        "change %s to %s %s %s, %s deliveries"
            .formatted(
                topic,
                settings.maxDepth(),
                settings.overflow(),
                settings.onNoSubs(),
                settings.maxDeliveries()));
    nodes.change(changed);
    model.change(topic, changed);
  }

  private int anyOf(int topic) {
    List<Integer> all = model.subscribers(topic);
    return all.get(random.nextInt(all.size()));
  }

  private void betweenTransactions() throws SQLException {
    int topic = random.nextInt(TOPICS);
    switch (random.nextInt(14)) {
      case 0, 1, 2, 3 -> tick();
      case 4 -> stepBack();
      case 5, 6 -> {
        transcript.add("clean " + topic);
        cleaning.clean(nodes.any(random), model.details(topic));
      }
      case 7 -> {
        transcript.add("restart");
        nodes.restart(random);
      }
      case 8 -> {
        transcript.add("clean a little of " + topic);
        cleaning.cleanALittle(nodes.any(random), model.details(topic));
      }
      case 9 -> cleanLeases(topic);
      default -> {
        return;
      }
    }
    for (int each = 0; each < TOPICS; each++) {
      compare(each);
    }
    connection.commit();
  }

  private void cleanLeases(int topic) throws SQLException {
    transcript.add("clean leases of " + topic);
    cleaning.cleanLeases(nodes.any(random), model.details(topic));
    for (int id : model.subscribers(topic)) {
      queue(topic, id).noticeEnds(nodes.now(), maxDeliveries(topic));
      compareDead(topic, id);
    }
  }

  private void tick() {
    Duration step =
        switch (random.nextInt(12)) {
          case 0 -> Duration.ofHours(1);
          case 1, 2 -> Duration.ofMinutes(1);
          case 3, 4, 5 -> Duration.ofSeconds(5);
          case 6 -> Duration.ofHours(random.nextInt(6) == 0 ? 25 : 0);
          default -> Duration.ofSeconds(1);
        };
    Instant sure = model.sureFrom(nodes.now().plus(step));
    transcript.add("tick to " + sure);
    nodes.advance(Duration.between(nodes.now(), sure));
  }

  /** Never to before an expiration, nor to when it is not sure what had come back. */
  private void stepBack() {
    Instant now = nodes.now();
    Instant earlier = now.minusSeconds(1 + random.nextInt(3));
    if (expirations.subSet(earlier, false, now, true).isEmpty()
        && model.sureFrom(earlier).equals(earlier)) {
      transcript.add("step back to " + earlier);
      nodes.advance(Duration.between(now, earlier));
    }
  }

  /** When all leases have ended, a full drain gives what is left; nothing remains in any table. */
  private void finish() throws SQLException {
    engine = nodes.any(random);
    isRefused = false;
    Instant sure = model.sureFrom(nodes.now().plus(Duration.ofHours(1)));
    nodes.advance(Duration.between(nodes.now(), sure));
    for (int topic = 0; topic < TOPICS; topic++) {
      if (model.subscribers(topic).isEmpty()) {
        subscribe(topic);
      }
      for (int id : model.subscribers(topic)) {
        drain(topic, id, Integer.MAX_VALUE, EVERYTHING);
        compareDead(topic, id);
        discardAll(topic, id);
      }
      connection.commit();
    }
    nodes.advance(Duration.ofHours(3));
    for (int topic = 0; topic < TOPICS; topic++) {
      cleaning.clean(engine, model.details(topic));
      cleaning.assertNothingIsLeft(model.details(topic));
    }
  }
}
