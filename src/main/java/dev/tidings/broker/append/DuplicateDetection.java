package dev.tidings.broker.append;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.TidingsException;
import dev.tidings.store.idempotency.IdempotencyKeys;
import dev.tidings.store.idempotency.PublicationDigest;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.log.ScheduledEntries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Detects duplicate publishes: by the idempotency key of a call, or by message ids that the
 * publisher chose.
 */
@ApplicationScoped
public class DuplicateDetection {
  @Inject MessageLog log;
  @Inject ScheduledEntries scheduled;
  @Inject IdempotencyKeys idempotencyKeys;

  /**
   * The ids that an earlier call with the same key got.
   *
   * @throws TidingsException {@link ErrorType#IDEMPOTENCY_MISMATCH} when it said something else
   */
  Optional<List<MessageId>> find(Connection connection, PublicationWriter.Call call, Instant now)
      throws SQLException {
    return call.idempotencyKey().isEmpty()
        ? Optional.empty()
        : idempotencyKeys.find(connection, claim(call), now);
  }

  void remember(
      Connection connection, PublicationWriter.Call call, List<MessageId> ids, Instant now)
      throws SQLException {
    if (!call.idempotencyKey().isEmpty()) {
      idempotencyKeys.add(connection, claim(call), ids, now);
    }
  }

  /**
   * Whether the publication's own id says that this publisher has published it before.
   *
   * @throws TidingsException when the id belongs to another message
   */
  boolean isRepeated(
      Connection connection, PublicationWriter.Call call, Publication publication, Instant now)
      throws SQLException {
    if (publication.msgId().isEmpty()) {
      return false;
    }
    if (idempotencyKeys.find(connection, ownIdClaim(call, publication), now).isPresent()) {
      return true;
    }
    MessageId id = publication.msgId().get();
    // In this order: one that is due in between is found where it went.
    if (scheduled.exists(connection, id) || log.exists(connection, id)) {
      throw idIsTaken();
    }
    return false;
  }

  void rememberOwnIds(
      Connection connection, PublicationWriter.Call call, List<Publication> fresh, Instant now)
      throws SQLException {
    for (Publication publication : fresh) {
      if (publication.msgId().isPresent()) {
        idempotencyKeys.add(
            connection, ownIdClaim(call, publication), List.of(publication.msgId().get()), now);
      }
    }
  }

  /** Whether any of these ids is there, held back or in the log already. */
  boolean isAnyKnown(Connection connection, List<ScheduledEntries.Entry> heldBack)
      throws SQLException {
    for (ScheduledEntries.Entry one : heldBack) {
      MessageId id = one.entry().id();
      if (scheduled.exists(connection, id) || log.exists(connection, id)) {
        return true;
      }
    }
    return false;
  }

  public static TidingsException idIsTaken() {
    return new TidingsException(
        ErrorType.IDEMPOTENCY_MISMATCH,
        "The message id or idempotency key belongs to another publication. Use a new one.");
  }

  private static IdempotencyKeys.Claim claim(PublicationWriter.Call call) {
    return claim(call, "key:" + call.idempotencyKey(), call.publications());
  }

  private static IdempotencyKeys.Claim ownIdClaim(
      PublicationWriter.Call call, Publication publication) {
    return claim(call, "id:" + publication.msgId().orElseThrow(), List.of(publication));
  }

  private static IdempotencyKeys.Claim claim(
      PublicationWriter.Call call, String key, List<Publication> said) {
    return new IdempotencyKeys.Claim(
        call.publisherId(),
        PublicationDigest.ofKey(key),
        PublicationDigest.of(call.topic().id(), said));
  }
}
