package dev.tidings.broker.node;

import dev.tidings.api.AuditAction;
import dev.tidings.api.ConnectionDetails;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.broker.audit.AuditTrail;
import dev.tidings.fixture.MovableClock;
import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.fixture.Wiring;
import dev.tidings.platform.cluster.ChangedTopics;
import dev.tidings.platform.cluster.ClusterNotifier;
import dev.tidings.platform.database.SettingsOfTests;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.NodeEvents;
import dev.tidings.platform.settings.Setting;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One of several nodes on a database, with connections of a test's. */
final class NodeOfTests implements AutoCloseable {
  final List<ConnectionDetails> connected = new ArrayList<>();
  final List<ChangedTopics> announced = new ArrayList<>();
  final List<String> audited = new ArrayList<>();

  private final String name;
  private final MovableClock clock;
  private final Transactions transactions;
  private final Wiring wiring;

  NodeOfTests(TestDatabase database, MovableClock clock, String name) {
    this.name = name;
    this.clock = clock;
    transactions = new Transactions(database);
    wiring =
        new Wiring(
            clock,
            transactions,
            SettingsOfTests.of(Map.of(Setting.SERVER_NAME, name)),
            new Connections(),
            new Audit(),
            new Announcements());
    service();
  }

  NodeService service() {
    return wiring.get(NodeService.class);
  }

  ClusterConnections connections() {
    return wiring.get(ClusterConnections.class);
  }

  Disconnecting disconnecting() {
    return wiring.get(Disconnecting.class);
  }

  Measurements measurements() {
    return wiring.get(Measurements.class);
  }

  NodeEvents events() {
    return wiring.get(NodeEvents.class);
  }

  /** Has somebody connect, and returns what this node alone calls the connection. */
  void connect(long id, String endpointName) {
    connected.add(
        new ConnectionDetails(
            id,
            name,
            "websocket",
            endpointName,
            "192.0.2.7",
            clock.instant(),
            500,
            id,
            List.of("/x")));
  }

  @Override
  public void close() throws SQLException {
    transactions.close();
  }

  private static final class Transactions extends OwnTransactions {
    Transactions(TestDatabase database) {
      super(database);
    }

    @Override
    public <T> T durably(Supplier<T> call) {
      return call.get();
    }
  }

  private final class Connections extends OwnConnections {
    @Override
    Page<ConnectionDetails> page(PageRequest request) {
      List<ConnectionDetails> found =
          connected.stream()
              .filter(it -> it.id() > request.after())
              .filter(it -> it.endpointName().contains(request.nameContains()))
              .toList();
      List<ConnectionDetails> rows = found.stream().limit(request.limit()).toList();
      return new Page<>(rows, found.size() == rows.size() ? 0 : rows.get(rows.size() - 1).id());
    }

    @Override
    long count() {
      return connected.size();
    }

    @Override
    Optional<ConnectionDetails> disconnect(long id) {
      Optional<ConnectionDetails> found =
          connected.stream().filter(it -> it.id() == id).findFirst();
      found.ifPresent(connected::remove);
      return found;
    }
  }

  private final class Audit extends AuditTrail {
    @Override
    public void did(AuditAction action, Target target, Map<String, String> fields) {
      audited.add(action.wireName() + " " + target.name() + " at " + fields.get("server_name"));
    }
  }

  private final class Announcements extends ClusterNotifier {
    @Override
    public void announce(Collection<Long> topicIds) {
      announced.add(ChangedTopics.of(topicIds));
    }
  }
}
