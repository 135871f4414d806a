package dev.tidings.store.queue.inflight;

import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import java.sql.SQLException;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the positions of live leases that receipts refer to. */
final class ReceiptResolver {
  private final long subscriptionId;
  private final Instant now;
  private final Map<Long, List<Lease>> known = new HashMap<>();
  private final Map<Part, ResolvedLease> claimed = new LinkedHashMap<>();
  private final Map<Part, BitSet> settled = new HashMap<>();

  private record Part(long token, int number) {}

  /** Some open positions of a live lease. */
  record ResolvedLease(Lease lease, BitSet positions) {}

  /** Finds all leases with one token. */
  @FunctionalInterface
  interface Finder {
    List<Lease> find(long token) throws SQLException;
  }

  ReceiptResolver(long subscriptionId, Instant now) {
    this.subscriptionId = subscriptionId;
    this.now = now;
  }

  /** The token of the receipt's lease, if it may have one in this queue. */
  Stream<Long> token(Receipt receipt) {
    return place(receipt).map(LeasePosition::token).stream();
  }

  private Optional<LeasePosition> place(Receipt receipt) {
    return LeasePosition.of(receipt).filter(found -> found.subscriptionId() == subscriptionId);
  }

  /** These are all leases with that token. */
  void know(long token, List<Lease> leases) {
    known.put(token, leases);
  }

  ReceiptOutcome add(Receipt receipt, Finder leases) throws SQLException {
    Optional<LeasePosition> place = place(receipt);
    if (place.isEmpty()) {
      return ReceiptOutcome.UNKNOWN;
    }
    int index = place.get().index();
    for (Lease lease : find(place.get().token(), leases)) {
      Part part = new Part(lease.token(), lease.part());
      if (lease.open().get(index) && lease.isLive(now) && !isSettled(part, index)) {
        claimed
            .computeIfAbsent(part, any -> new ResolvedLease(lease, new BitSet()))
            .positions()
            .set(index);
        return ReceiptOutcome.DONE;
      }
    }
    return ReceiptOutcome.EXPIRED;
  }

  /** Ends a call: what it claimed is no longer open for those that follow. */
  void endCall() {
    claimed.forEach((part, one) -> settled.put(part, (BitSet) one.positions().clone()));
  }

  private boolean isSettled(Part part, int index) {
    return settled.containsKey(part) && settled.get(part).get(index);
  }

  private List<Lease> find(long token, Finder leases) throws SQLException {
    List<Lease> found = known.get(token);
    if (found == null) {
      found = leases.find(token);
      known.put(token, found);
    }
    return found;
  }

  List<ResolvedLease> claimed() {
    return List.copyOf(claimed.values());
  }
}
