package dev.tidings.broker.node;

import dev.tidings.api.AuditAction;
import dev.tidings.api.AuditKind;
import dev.tidings.api.ConnectionDetails;
import dev.tidings.broker.audit.AuditTrail;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.store.node.DisconnectRequests;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;

/**
 * Writes down that another node is to close a connection, with who wants it, in one transaction.
 */
@Stateless(name = "TidingsDisconnectAsking")
public class DisconnectAsking {
  @Inject Database database;
  @Inject DisconnectRequests requests;
  @Inject AuditTrail auditTrail;
  @Inject @DatabaseTime Clock clock;

  public ConnectionDetails ask(ConnectionDetails wanted) {
    database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          requests.add(connection, wanted.id(), clock.instant());
          return wanted;
        });
    audit(auditTrail, wanted);
    return wanted;
  }

  static void audit(AuditTrail auditTrail, ConnectionDetails connection) {
    auditTrail.did(
        AuditAction.DISCONNECT,
        new AuditTrail.Target(AuditKind.CONNECTION, connection.id(), connection.endpointName()),
        Map.of("address", connection.address(), "server_name", connection.serverName()));
  }
}
