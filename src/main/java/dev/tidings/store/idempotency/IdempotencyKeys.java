package dev.tidings.store.idempotency;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Remembers for 24 hours what was published under an idempotency key, and which ids it got. */
@ApplicationScoped
public class IdempotencyKeys {
  public static final Duration WINDOW = Duration.ofHours(24);

  private static final String FIND =
      """
      SELECT body_hash, msg_ids
      FROM tidings.idempotency
      WHERE publisher_id = ? AND key_hash = ? AND created_at > ?""";

  /* A row that has outlived the window may still wait for the cleaner. */
  private static final String DELETE_OLD =
      "DELETE FROM tidings.idempotency WHERE publisher_id = ? AND key_hash = ?";

  private static final String ADD =
      """
      INSERT INTO tidings.idempotency (publisher_id, key_hash, body_hash, msg_ids, created_at)
      VALUES (?, ?, ?, ?, ?)""";

  /* In the order of idempotency_by_time, so that the limit bounds what is read. */
  private static final String FIND_OLD =
      """
      SELECT publisher_id, key_hash FROM tidings.idempotency
      WHERE created_at <= ? ORDER BY created_at LIMIT ?""";

  /*
   * By its key, and not by a subquery: H2 would look at the whole table for that. The time again,
   * because the key may have been used anew meanwhile.
   */
  private static final String CLEAN =
      "DELETE FROM tidings.idempotency WHERE publisher_id = ? AND key_hash = ? AND created_at <= ?";

  /** A key of one publisher, and the digest of what it says under it. */
  public record Claim(long publisherId, String keyHash, String bodyHash) {}

  /** What was published under a key. */
  private record Known(String bodyHash, List<MessageId> ids) {}

  private record OldKey(long publisherId, String keyHash) {}

  /**
   * The ids of an earlier publication under the same key.
   *
   * @throws TidingsException {@link ErrorType#IDEMPOTENCY_MISMATCH} when it said something else
   */
  public Optional<List<MessageId>> find(Connection connection, Claim claim, Instant now)
      throws SQLException {
    Optional<Known> known =
        JdbcRunner.queryForOne(
            connection,
            FIND,
            parameters -> addKey(parameters, claim).add(now.minus(WINDOW)),
            row -> new Known(row.getString(1), unpack(row.getBytes(2))));
    if (known.isPresent() && !known.get().bodyHash().equals(claim.bodyHash())) {
      throw new TidingsException(
          ErrorType.IDEMPOTENCY_MISMATCH,
          "The key was used for another publication in the last 24 hours. Use a new key.");
    }
    return known.map(Known::ids);
  }

  private static Parameters addKey(Parameters parameters, Claim claim) throws SQLException {
    return parameters.add(claim.publisherId()).add(claim.keyHash());
  }

  public void add(Connection connection, Claim claim, List<MessageId> ids, Instant now)
      throws SQLException {
    JdbcRunner.update(connection, DELETE_OLD, parameters -> addKey(parameters, claim));
    JdbcRunner.update(
        connection,
        ADD,
        parameters -> addKey(parameters, claim).add(claim.bodyHash()).add(pack(ids)).add(now));
  }

  /**
   * Deletes at most {@code limit} keys that have outlived the window.
   *
   * @return how many
   */
  public int clean(Connection connection, Instant now, int limit) throws SQLException {
    Instant until = now.minus(WINDOW);
    List<OldKey> old =
        JdbcRunner.query(
            connection,
            FIND_OLD,
            parameters -> parameters.add(until).add(limit),
            row -> new OldKey(row.getLong(1), row.getString(2)));
    JdbcRunner.batch(
        connection,
        CLEAN,
        old,
        (parameters, key) -> parameters.add(key.publisherId()).add(key.keyHash()).add(until));
    return old.size();
  }

  private static byte[] pack(List<MessageId> ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(ids.size() * MessageId.BYTES);
    ids.forEach(id -> bytes.writeBytes(id.toBytes()));
    return bytes.toByteArray();
  }

  private static List<MessageId> unpack(byte[] bytes) {
    List<MessageId> ids = new ArrayList<>();
    for (int i = 0; i < bytes.length; i += MessageId.BYTES) {
      ids.add(MessageId.of(Arrays.copyOfRange(bytes, i, i + MessageId.BYTES)));
    }
    return ids;
  }
}
