package dev.tidings.broker.alert;

import dev.tidings.api.AuditAction;
import dev.tidings.api.AuditKind;
import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.audit.AuditTrail;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.store.alert.AlertAcknowledgements;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** Notes that somebody looks after an alert, each call in one transaction. */
@Stateless(name = "TidingsAlertAcknowledging")
public class AlertAcknowledging {
  @Inject Database database;
  @Inject AlertAcknowledgements acknowledgements;
  @Inject AlertService alerts;
  @Inject AuditTrail auditTrail;
  @Inject @DatabaseTime Clock clock;

  /**
   * Notes it for the administrator who asks.
   *
   * @throws TidingsException {@link ErrorType#NOT_FOUND} when there is no such alert
   */
  public Alert acknowledge(Alert alert) {
    if (!alerts.isFiring(alert)) {
      throw new TidingsException(
          ErrorType.NOT_FOUND, "There is no such alert at the moment; it may have ended.");
    }
    Instant now = clock.instant();
    AlertAcknowledgements.Row row =
        new AlertAcknowledgements.Row(
            alert.kind().wireName(),
            alert.topicName(),
            alert.endpointName(),
            auditTrail.actor(),
            now);
    database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          acknowledgements.put(connection, row, now.minus(AlertService.ACKNOWLEDGED));
          return row;
        });
    auditTrail.did(
        AuditAction.ACKNOWLEDGE,
        new AuditTrail.Target(AuditKind.ALERT, 0, alert.kind().wireName()),
        Map.of("topic_name", alert.topicName(), "endpoint_name", alert.endpointName()));
    return alert;
  }
}
