package dev.tidings.store.queue.depth;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.QueueFigures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All topics, endpoints and subscriptions as they were read last. They are read again only when
 * sums over their tables say that one of them has changed, and once a minute in any case.
 */
final class ConfiguredObjects {
  private static final Duration TRUSTED = Duration.ofMinutes(1);

  /*
   * Whatever is created, changed or deleted changes one of the sums. A statement for each table: H2
   * keeps the result of such a one until the table changes.
   */
  private static final String SUMS =
      "SELECT count(*), COALESCE(sum(id), 0), COALESCE(sum(version), 0) FROM tidings.";

  private static final List<String> TABLES = List.of("topic", "endpoint", "subscription");

  private static final String TOPICS =
      """
      SELECT id, version, is_active, name, max_depth FROM tidings.topic
      WHERE id > ? ORDER BY id LIMIT ?""";

  private static final String ENDPOINTS =
      """
      SELECT id, version, is_active, name FROM tidings.endpoint
      WHERE id > ? ORDER BY id LIMIT ?""";

  private static final String SUBSCRIPTIONS =
      """
      SELECT id, version, is_active, topic_id, endpoint_id FROM tidings.subscription
      WHERE id > ? ORDER BY id LIMIT ?""";

  private List<List<Long>> sums = List.of();
  private Instant readAt = Instant.EPOCH;
  private List<ConfiguredObject> objects = List.of();
  private List<KnownQueue> queues = List.of();
  private List<QueueFigures> idle = List.of();
  private List<Long> topicIds = List.of();

  private record Topic(ConfiguredObject object, long maxDepth) {}

  private record Subscription(
      long id, long version, boolean isActive, long topicId, long endpointId) {}

  /** A subscription whose topic and endpoint are there. */
  private record Named(Subscription subscription, Topic topic, ConfiguredObject endpoint) {
    ConfiguredObject object() {
      String name = topic.object().name() + ' ' + endpoint.name();
      return new ConfiguredObject(
          ConfiguredObject.SUBSCRIPTION,
          subscription.id(),
          subscription.version(),
          name,
          subscription.isActive());
    }

    QueueFigures idle() {
      return new QueueFigures(
          subscription.id(),
          topic.object().id(),
          topic.object().name(),
          endpoint.name(),
          topic.maxDepth(),
          0,
          0,
          0,
          0,
          Duration.ZERO);
    }
  }

  /** Endpoints, subscriptions and topics, each in the order of the ids. */
  List<ConfiguredObject> objects() {
    return objects;
  }

  /** In the order of the ids. */
  List<KnownQueue> queues() {
    return queues;
  }

  /** The figures of all queues while they have no messages, in the same order. */
  List<QueueFigures> idle() {
    return idle;
  }

  /** In their order. */
  List<Long> topicIds() {
    return topicIds;
  }

  /** Reads what has changed. The sums come first: what changes meanwhile changes them again. */
  void refresh(Connection connection, Instant now) throws SQLException {
    List<List<Long>> latest = new ArrayList<>();
    for (String table : TABLES) {
      latest.addAll(
          JdbcRunner.query(
              connection,
              SUMS + table,
              JdbcRunner.NO_PARAMETERS,
              row -> List.of(row.getLong(1), row.getLong(2), row.getLong(3))));
    }
    boolean isOld = Duration.between(readAt, now).abs().compareTo(TRUSTED) >= 0;
    if (isOld || !latest.equals(sums)) {
      Map<Long, KnownQueue> before = isOld ? Map.of() : byId(queues, KnownQueue::id);
      readAll(connection, before);
      readAt = isOld ? now : readAt;
      sums = latest;
    }
  }

  private void readAll(Connection connection, Map<Long, KnownQueue> before) throws SQLException {
    List<Topic> topics =
        pages(connection, TOPICS, ConfiguredObjects::topic, topic -> topic.object().id());
    List<ConfiguredObject> endpoints =
        pages(
            connection,
            ENDPOINTS,
            row -> object(row, ConfiguredObject.ENDPOINT),
            ConfiguredObject::id);
    List<Subscription> subscriptions =
        pages(connection, SUBSCRIPTIONS, ConfiguredObjects::subscription, Subscription::id);
    List<Named> named = named(subscriptions, topics, endpoints);
    List<ConfiguredObject> latest =
        Stream.of(
                endpoints.stream(),
                named.stream().map(Named::object),
                topics.stream().map(Topic::object))
            .flatMap(Function.identity())
            .toList();
    if (!latest.equals(objects) || idle.isEmpty()) {
      objects = latest;
      idle = named.stream().map(Named::idle).toList();
      topicIds = topics.stream().map(topic -> topic.object().id()).toList();
    }
    queues = idle.stream().map(figures -> known(figures, before)).toList();
  }

  private static KnownQueue known(QueueFigures idle, Map<Long, KnownQueue> before) {
    KnownQueue queue = new KnownQueue(idle);
    queue.takeOver(Optional.ofNullable(before.get(idle.subscriptionId())));
    return queue;
  }

  /** One that came or went between two of the queries is left out until the next time. */
  private static List<Named> named(
      List<Subscription> subscriptions, List<Topic> topics, List<ConfiguredObject> endpoints) {
    Map<Long, Topic> topicsById = byId(topics, topic -> topic.object().id());
    Map<Long, ConfiguredObject> endpointsById = byId(endpoints, ConfiguredObject::id);
    return subscriptions.stream()
        .filter(
            one ->
                topicsById.containsKey(one.topicId())
                    && endpointsById.containsKey(one.endpointId()))
        .map(
            one ->
                new Named(one, topicsById.get(one.topicId()), endpointsById.get(one.endpointId())))
        .toList();
  }

  private static <T> Map<Long, T> byId(List<T> some, ToLongFunction<T> id) {
    return some.stream().collect(Collectors.toMap(id::applyAsLong, Function.identity()));
  }

  private static <T> List<T> pages(
      Connection connection, String sql, JdbcRunner.RowReader<T> reader, ToLongFunction<T> id)
      throws SQLException {
    List<T> all = new ArrayList<>();
    boolean isLast = false;
    while (!isLast) {
      long after = all.isEmpty() ? Long.MIN_VALUE : id.applyAsLong(all.get(all.size() - 1));
      List<T> page =
          JdbcRunner.query(
              connection, sql, values -> values.add(after).add(JdbcRunner.MOST_ROWS), reader);
      all.addAll(page);
      isLast = page.size() < JdbcRunner.MOST_ROWS;
    }
    return all;
  }

  private static Topic topic(ResultSet row) throws SQLException {
    return new Topic(object(row, ConfiguredObject.TOPIC), row.getLong(5));
  }

  private static ConfiguredObject object(ResultSet row, String kind) throws SQLException {
    return new ConfiguredObject(
        kind, row.getLong(1), row.getLong(2), row.getString(4), row.getBoolean(3));
  }

  private static Subscription subscription(ResultSet row) throws SQLException {
    return new Subscription(
        row.getLong(1), row.getLong(2), row.getBoolean(3), row.getLong(4), row.getLong(5));
  }
}
