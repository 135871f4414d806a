package dev.tidings.broker.node;

import dev.tidings.api.NodeDetails;
import dev.tidings.api.NodeState;
import dev.tidings.api.PageRequest;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.Metric;
import dev.tidings.platform.metrics.NodeEvents;
import dev.tidings.platform.ops.ServerInfo;
import dev.tidings.platform.ops.Version;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.store.node.DisconnectRequests;
import dev.tidings.store.node.NodeRow;
import dev.tidings.store.node.NodeRows;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The nodes of the cluster. Each says every ten seconds how it is; if the database belongs to one
 * node alone, it writes nothing.
 */
@ApplicationScoped
public class NodeService {
  static final int SECONDS = 10;

  /** Whoever has written nothing for that long is silent. */
  static final Duration PRESENCE = Duration.ofMinutes(1);

  /** A node that ended without a word is listed for that long. */
  private static final Duration KEPT = Duration.ofHours(1);

  private static final PageRequest WRITTEN = new PageRequest(0, ConnectionList.MOST, "");

  @Inject Database database;
  @Inject NodeRows rows;
  @Inject DisconnectRequests requests;
  @Inject OwnConnections connections;
  @Inject Measurements measurements;
  @Inject NodeEvents nodeEvents;
  @Inject Settings settings;
  @Inject ServerInfo serverInfo;
  @Inject @DatabaseTime Clock clock;

  private Instant startedAt;
  private NodeActivity activity;
  private volatile long id;
  private String writtenList = "";
  private Map<Long, NodeDetails> known;

  private record Heartbeat(long id, List<NodeRow> others) {}

  @PostConstruct
  void begin() {
    startedAt = clock.instant();
    activity = new NodeActivity(measurements, System::nanoTime);
  }

  /** Of this start of the node; 0 before its first heartbeat, and where it is always alone. */
  long id() {
    return id;
  }

  /** To be called every ten seconds. */
  public synchronized void beat() {
    activity.measure();
    if (database.isShared()) {
      NodeRow row = row(clock.instant());
      String list = ConnectionList.text(connections.page(WRITTEN).rows());
      Heartbeat beat =
          database.inTransaction(Durability.BUFFERED, connection -> beat(connection, row, list));
      id = beat.id();
      writtenList = list;
      tellChanges(beat.others(), row.seenAt());
    }
  }

  private Heartbeat beat(Connection connection, NodeRow row, String list) throws SQLException {
    Instant now = row.seenAt();
    boolean isStored = row.id() != 0 && rows.update(connection, row);
    long stored = isStored ? row.id() : rows.add(connection, row);
    if (!isStored || !list.equals(writtenList)) {
      rows.setList(connection, stored, list);
    }
    rows.forget(connection, row.withId(stored), now.minus(KEPT), now.minus(PRESENCE));
    requests.deleteBefore(connection, now.minus(PRESENCE));
    return new Heartbeat(stored, rows.others(connection, stored));
  }

  /** Tells those who watch; what was there at the first look is nothing new. */
  private void tellChanges(List<NodeRow> others, Instant now) {
    Map<Long, NodeDetails> found = new LinkedHashMap<>();
    others.forEach(row -> found.put(row.id(), details(row, now, false)));
    if (known != null) {
      found.forEach(
          (key, node) -> {
            NodeDetails before = known.get(key);
            if (before == null || before.state() != node.state()) {
              tell(node, node.state().wireName());
            }
          });
      known.forEach(
          (key, node) -> {
            if (!found.containsKey(key)) {
              tell(node, "gone");
            }
          });
    }
    known = found;
  }

  private void tell(NodeDetails node, String state) {
    nodeEvents.add("node", Map.of("name", node.name(), "state", state));
  }

  /** All that are there, and those that are silent, by their names. */
  public List<NodeDetails> nodes() {
    Instant now = clock.instant();
    List<NodeRow> others =
        database.isShared() ? database.read(connection -> rows.others(connection, id)) : List.of();
    return Stream.concat(
            Stream.of(details(row(now), now, true)),
            others.stream().map(row -> details(row, now, false)))
        .sorted(Comparator.comparing(NodeDetails::name).thenComparing(NodeDetails::id))
        .toList();
  }

  /** This node stops: it is not listed any more. */
  public synchronized void leave() {
    if (id != 0) {
      database.inTransaction(
          Durability.BUFFERED,
          connection -> {
            rows.delete(connection, id);
            return id;
          });
    }
  }

  private NodeRow row(Instant now) {
    return new NodeRow(
        id,
        settings.text(Setting.SERVER_NAME),
        Version.TIDINGS,
        serverInfo.text(),
        startedAt,
        now,
        connections.count(),
        measurements.value(Metric.RECEIVES_WAITING),
        activity.rate(Metric.MESSAGES_PUBLISHED),
        activity.rate(Metric.MESSAGES_DELIVERED),
        activity.rate(Metric.MESSAGES_ACKNOWLEDGED));
  }

  private static NodeDetails details(NodeRow row, Instant now, boolean isThis) {
    boolean isAlive = row.seenAt().isAfter(now.minus(PRESENCE));
    return new NodeDetails(
        row.id(),
        row.name(),
        row.version(),
        row.server(),
        row.startedAt(),
        row.seenAt(),
        isThis,
        isAlive ? NodeState.ALIVE : NodeState.SILENT,
        row.connections(),
        row.receivesWaiting(),
        row.publishRate(),
        row.deliveryRate(),
        row.acknowledgeRate());
  }
}
