package dev.tidings.store.idempotency;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.TidingsException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
      FROM idempotency
      WHERE publisher_id = ? AND key_hash = ? AND created_at > ?""";

  /* A row that has outlived the window may still wait for the cleaner. */
  private static final String DELETE_OLD =
      "DELETE FROM idempotency WHERE publisher_id = ? AND key_hash = ?";

  private static final String ADD =
      """
      INSERT INTO idempotency (publisher_id, key_hash, body_hash, msg_ids, created_at)
      VALUES (?, ?, ?, ?, ?)""";

  private static final String FIND_OLD =
      """
      SELECT publisher_id, key_hash FROM idempotency
      WHERE created_at <= ? ORDER BY created_at LIMIT ?""";

  /*
   * By its key, and not by a subquery: H2 would look at the whole table for that. The time again,
   * because the key may have been used anew meanwhile.
   */
  private static final String CLEAN =
      "DELETE FROM idempotency WHERE publisher_id = ? AND key_hash = ? AND created_at <= ?";

  /** A key of one publisher, and the digest of what it says under it. */
  public record Claim(long publisherId, String keyHash, String bodyHash) {}

  /**
   * The ids of an earlier publication under the same key.
   *
   * @throws TidingsException {@link ErrorType#IDEMPOTENCY_MISMATCH} when it said something else
   */
  public Optional<List<MessageId>> find(Connection connection, Claim claim, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setLong(1, claim.publisherId());
      statement.setString(2, claim.keyHash());
      statement.setObject(3, now.minus(WINDOW).atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        if (!row.getString(1).equals(claim.bodyHash())) {
          throw new TidingsException(
              ErrorType.IDEMPOTENCY_MISMATCH,
              "The key was used for another publication in the last 24 hours. Use a new key.");
        }
        return Optional.of(unpack(row.getBytes(2)));
      }
    }
  }

  public void add(Connection connection, Claim claim, List<MessageId> ids, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE_OLD)) {
      statement.setLong(1, claim.publisherId());
      statement.setString(2, claim.keyHash());
      statement.executeUpdate();
    }
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      statement.setLong(1, claim.publisherId());
      statement.setString(2, claim.keyHash());
      statement.setString(3, claim.bodyHash());
      statement.setBytes(4, pack(ids));
      statement.setObject(5, now.atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  /**
   * Deletes at most {@code limit} keys that have outlived the window.
   *
   * @return how many
   */
  public int clean(Connection connection, Instant now, int limit) throws SQLException {
    OffsetDateTime until = now.minus(WINDOW).atOffset(ZoneOffset.UTC);
    try (PreparedStatement find = connection.prepareStatement(FIND_OLD);
        PreparedStatement delete = connection.prepareStatement(CLEAN)) {
      find.setObject(1, until);
      find.setInt(2, limit);
      int found = 0;
      try (ResultSet rows = find.executeQuery()) {
        while (rows.next()) {
          delete.setLong(1, rows.getLong(1));
          delete.setString(2, rows.getString(2));
          delete.setObject(3, until);
          delete.addBatch();
          found++;
        }
      }
      delete.executeBatch();
      return found;
    }
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
