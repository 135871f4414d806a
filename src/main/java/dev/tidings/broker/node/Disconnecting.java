package dev.tidings.broker.node;

import dev.tidings.api.ConnectionDetails;
import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.audit.AuditTrail;
import dev.tidings.platform.cluster.ChangedTopics;
import dev.tidings.platform.cluster.ClusterNotifier;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.store.node.DisconnectRequests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Closes connections: those of this node at once, those of others by asking their node. */
@ApplicationScoped
public class Disconnecting {
  /** In place of a topic's id, of which there is none, in notifications of nodes to each other. */
  private static final long REQUESTED = 0;

  @Inject ClusterConnections connections;
  @Inject OwnConnections own;
  @Inject DisconnectAsking asking;
  @Inject DisconnectRequests requests;
  @Inject AuditTrail auditTrail;
  @Inject ClusterNotifier clusterNotifier;
  @Inject Database database;

  /**
   * Closes a connection, or has its node close it.
   *
   * @return whether it is closed; if not, its node was asked
   * @throws TidingsException {@link ErrorType#NOT_FOUND} when there is no such connection
   */
  public boolean disconnect(long id) {
    if (connections.isOwn(id)) {
      ConnectionDetails closed =
          own.disconnect(id - connections.firstId()).orElseThrow(() -> notFound(id));
      DisconnectAsking.audit(auditTrail, closed.withId(id));
      return true;
    }
    ConnectionDetails wanted = connections.elsewhere(id).orElseThrow(() -> notFound(id));
    database.durably(() -> asking.ask(wanted));
    clusterNotifier.announce(List.of(REQUESTED));
    return false;
  }

  private static TidingsException notFound(long id) {
    return new TidingsException(
        ErrorType.NOT_FOUND, "There is no connection with the id %d.".formatted(id));
  }

  /** Whether a notification is about connections. Where one is lost, the next heartbeat helps. */
  static boolean isMeant(ChangedTopics notification) {
    return notification.ids().contains(REQUESTED);
  }

  /** Closes those connections of this node that others want closed. */
  public void serveRequests() {
    long first = connections.firstId();
    if (first > 0) {
      List<Long> wanted =
          database.inTransaction(
              Durability.BUFFERED,
              connection -> requests.take(connection, first, first + ClusterConnections.OF_A_NODE));
      wanted.forEach(id -> own.disconnect(id - first));
    }
  }
}
