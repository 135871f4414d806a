package dev.tidings.broker;

import dev.tidings.api.MessageId;
import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Overflow;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineModel.Saying;
import dev.tidings.broker.EngineModelSayings.Published;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.log.IdempotencyKeys;
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
final class EngineModelRun extends EngineModelComparison {
  private static final int TOPICS = 3;

  private final Random random;
  private final EngineModelSayings sayings;
  private boolean isAlone = true;

  EngineModelRun(TestDatabase database, long seed) throws SQLException {
    super(database, seed);
    random = new Random(seed);
    sayings = new EngineModelSayings(random, nodes.numberOfThisRun());
    for (int topic = 0; topic < TOPICS; topic++) {
      TopicSettings.Builder settings = TopicSettings.builder("").maxDepth(20);
      model.add(nodes.topic(settings.retention(Duration.ofMinutes(topic == 2 ? 3 : 0))));
    }
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
      compareDepths(topic);
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

  private void operation(int topic) throws SQLException {
    int operation = random.nextInt(model.subscribers(topic).isEmpty() ? 15 : 22);
    switch (operation) {
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
      case 15 -> unsubscribe(topic, anyOf(topic));
      case 16 -> drain(topic, anyOf(topic), 1 + random.nextInt(4), EVERYTHING);
      case 17 -> drain(topic, anyOf(topic), Integer.MAX_VALUE, EVERYTHING);
      case 18 -> drain(topic, anyOf(topic), Integer.MAX_VALUE, 6_000);
      case 19 -> browse(topic);
      case 20 -> remove(topic);
      default -> clearOrOldest(topic);
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
    }
  }

  private void browse(int topic) throws SQLException {
    int id = anyOf(topic);
    int limit = 1 + random.nextInt(5);
    long bytes = random.nextBoolean() ? EVERYTHING : 2_500;
    agree(
        "browse " + id + " of " + topic + " by " + limit + " and " + bytes + " bytes",
        () -> model.waiting(topic, id, nodes.now()),
        () -> nodes.browse(engine, id, limit, bytes));
  }

  private void remove(int topic) throws SQLException {
    int id = anyOf(topic);
    List<String> candidates = new ArrayList<>(model.waiting(topic, id, nodes.now()));
    ids.keySet().stream()
        .sorted()
        .skip(random.nextInt(ids.size() + 1))
        .findFirst()
        .ifPresent(candidates::add);
    if (!candidates.isEmpty()) {
      String text = candidates.get(random.nextInt(candidates.size()));
      agree(
          "remove " + EngineModelSayings.shown(text) + " from " + id + " of " + topic,
          () -> model.remove(topic, id, text, nodes.now()),
          () ->
              engine.queues.remove(
                  connection, nodes.subscriber(id).queue(), ids.get(text), nodes.now()));
    }
  }

  private void clearOrOldest(int topic) throws SQLException {
    int id = anyOf(topic);
    if (random.nextInt(3) == 0) {
      agree(
          "clear " + id + " of " + topic,
          () -> model.clear(topic, id, nodes.now()),
          () -> engine.clear(connection, nodes.subscriber(id)));
    } else {
      agree(
          "oldest of " + id + " of " + topic,
          () -> model.oldest(topic, id, nodes.now()),
          () -> engine.queues.oldest(connection, nodes.subscriber(id).queue(), nodes.now()));
    }
  }

  private void changeSettings(int topic) throws SQLException {
    TopicDetails old = model.details(topic);
    TopicSettings settings =
        old.settings().toBuilder()
            .maxDepth(random.nextInt(3) == 0 ? 2 + random.nextInt(5) : 10 + random.nextInt(40))
            .overflow(random.nextBoolean() ? Overflow.REJECT : Overflow.DROP_OLDEST)
            .onNoSubs(random.nextInt(4) == 0 ? OnNoSubs.DROP : OnNoSubs.ACCEPT)
            .build();
    TopicDetails changed = new TopicDetails(old.id(), old.version() + 1, old.createdAt(), settings);
    transcript.add(
        "change "
            + topic
            + " to "
            + settings.maxDepth()
            + " "
            + settings.overflow()
            + " "
            + settings.onNoSubs());
    nodes.change(changed);
    model.change(topic, changed);
  }

  private int anyOf(int topic) {
    List<Integer> all = model.subscribers(topic);
    return all.get(random.nextInt(all.size()));
  }

  private void betweenTransactions() throws SQLException {
    int topic = random.nextInt(TOPICS);
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> tick();
      case 3, 4 -> {
        transcript.add("clean " + topic);
        nodes.clean(nodes.any(random), model.details(topic));
      }
      case 5 -> {
        transcript.add("restart");
        nodes.restart(random);
      }
      case 6, 7 -> {
        transcript.add("clean a little of " + topic);
        nodes.cleanALittle(nodes.any(random), model.details(topic));
      }
      default -> {
        return;
      }
    }
    for (int each = 0; each < TOPICS; each++) {
      compareDepths(each);
    }
    connection.commit();
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
    transcript.add("tick " + step);
    nodes.advance(step);
  }

  private void finish() throws SQLException {
    engine = nodes.any(random);
    isRefused = false;
    for (int topic = 0; topic < TOPICS; topic++) {
      if (model.subscribers(topic).isEmpty()) {
        subscribe(topic);
      }
      for (int id : model.subscribers(topic)) {
        drain(topic, id, Integer.MAX_VALUE, EVERYTHING);
      }
      connection.commit();
    }
    nodes.advance(Duration.ofHours(3));
    for (int topic = 0; topic < TOPICS; topic++) {
      nodes.clean(engine, model.details(topic));
      nodes.assertNothingIsLeft(model.details(topic));
    }
  }
}
