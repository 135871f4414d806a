package dev.tidings.store.queue.inflight;

import dev.tidings.api.Receipt;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * One position of one lease, as a receipt identifies it.
 *
 * @param index the position, counted from the first one of the lease
 */
public record LeasePosition(long subscriptionId, long token, int index) {
  private static final int BYTES = 2 * Long.BYTES + Short.BYTES;
  private static final int LENGTH = 24;

  /** Reads a receipt; empty for a word that is none. */
  static Optional<LeasePosition> of(Receipt receipt) {
    if (receipt.toString().length() != LENGTH) {
      return Optional.empty();
    }
    try {
      return read(Base64.getUrlDecoder().decode(receipt.toString()));
    } catch (IllegalArgumentException noReceipt) {
      return Optional.empty();
    }
  }

  /** A word of the right length may hold fewer bytes: the decoder takes padding too. */
  private static Optional<LeasePosition> read(byte[] decoded) {
    if (decoded.length != BYTES) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(decoded);
    LeasePosition place = new LeasePosition(bytes.getLong(), bytes.getLong(), bytes.getShort());
    boolean isPossible = place.index >= 0 && place.index < Lease.MAX_POSITIONS;
    return isPossible ? Optional.of(place) : Optional.empty();
  }

  public Receipt receipt() {
    byte[] bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(subscriptionId)
            .putLong(token)
            .putShort((short) index)
            .array();
    return Receipt.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}
