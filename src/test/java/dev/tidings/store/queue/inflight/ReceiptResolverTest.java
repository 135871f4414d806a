package dev.tidings.store.queue.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptResolverTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final long MINE = 1;
  private static final long TOKEN = 7;

  private final List<Lease> stored = new ArrayList<>();
  private final List<Long> lookedUp = new ArrayList<>();
  private final ReceiptResolver receiptResolver = new ReceiptResolver(MINE, NOON);

  private ReceiptOutcome claim(Receipt receipt) throws SQLException {
    return receiptResolver.add(
        receipt,
        token -> {
          lookedUp.add(token);
          return stored.stream().filter(lease -> lease.token() == token).toList();
        });
  }

  private static Receipt receipt(long subscription, long token, int index) {
    return new LeasePosition(subscription, token, index).receipt();
  }

  private static Lease lease(int part, Instant deadline, int... open) {
    BitSet bits = new BitSet();
    for (int index : open) {
      bits.set(index);
    }
    return new Lease(TOKEN, part, 5, 5, 100, bits, 1, 0, deadline);
  }

  @Test
  void an_open_position_of_a_live_lease_is_claimed() throws SQLException {
    Lease live = lease(0, NOON.plusSeconds(1), 0, 3);
    stored.add(live);

    assertThat(claim(receipt(MINE, TOKEN, 3))).isEqualTo(ReceiptOutcome.DONE);

    BitSet third = new BitSet();
    third.set(3);
    assertThat(receiptResolver.claimed())
        .containsExactly(new ReceiptResolver.ResolvedLease(live, third));
  }

  @Test
  void a_lease_that_ends_now_is_no_longer_live() throws SQLException {
    stored.add(lease(0, NOON, 0));

    assertThat(claim(receipt(MINE, TOKEN, 0))).isEqualTo(ReceiptOutcome.EXPIRED);
    assertThat(receiptResolver.claimed()).isEmpty();
  }

  @Test
  void what_one_call_claimed_is_expired_for_those_after_it() throws SQLException {
    stored.add(lease(0, NOON.plusSeconds(1), 0, 1));

    assertThat(claim(receipt(MINE, TOKEN, 0))).isEqualTo(ReceiptOutcome.DONE);
    assertThat(claim(receipt(MINE, TOKEN, 0))).as("same call").isEqualTo(ReceiptOutcome.DONE);
    receiptResolver.endCall();

    assertThat(claim(receipt(MINE, TOKEN, 0))).isEqualTo(ReceiptOutcome.EXPIRED);
    assertThat(claim(receipt(MINE, TOKEN, 1))).isEqualTo(ReceiptOutcome.DONE);
  }

  @Test
  void a_position_that_was_settled_before_is_expired() throws SQLException {
    stored.add(lease(0, NOON.plusSeconds(1), 0));

    assertThat(claim(receipt(MINE, TOKEN, 1))).isEqualTo(ReceiptOutcome.EXPIRED);
    assertThat(receiptResolver.claimed()).isEmpty();
  }

  @Test
  void a_lease_that_is_gone_is_expired() throws SQLException {
    assertThat(claim(receipt(MINE, TOKEN, 0))).isEqualTo(ReceiptOutcome.EXPIRED);
  }

  @Test
  void a_receipt_of_another_queue_is_unknown_and_not_even_looked_up() throws SQLException {
    stored.add(lease(0, NOON.plusSeconds(1), 0));

    assertThat(claim(receipt(MINE + 1, TOKEN, 0))).isEqualTo(ReceiptOutcome.UNKNOWN);
    assertThat(lookedUp).isEmpty();
    assertThat(receiptResolver.claimed()).isEmpty();
  }

  @Test
  void a_word_that_is_no_receipt_is_unknown() throws SQLException {
    assertThat(claim(Receipt.of("AAAAAAAAAAAAAAAAAAAAAA=="))).isEqualTo(ReceiptOutcome.UNKNOWN);
    assertThat(claim(Receipt.of(""))).isEqualTo(ReceiptOutcome.UNKNOWN);
  }

  @Test
  void receipts_of_one_lease_are_one_claim_and_one_look_up() throws SQLException {
    stored.add(lease(0, NOON.plusSeconds(1), 0, 1, 2));

    claim(receipt(MINE, TOKEN, 0));
    claim(receipt(MINE, TOKEN, 2));
    claim(receipt(MINE, TOKEN, 2));

    assertThat(receiptResolver.claimed()).hasSize(1);
    assertThat(receiptResolver.claimed().get(0).positions().cardinality()).isEqualTo(2);
    assertThat(lookedUp).containsExactly(TOKEN);
  }

  @Test
  void each_part_of_a_lease_has_its_own_deadline() throws SQLException {
    Lease extended = lease(1, NOON.plusSeconds(60), 1);
    stored.addAll(List.of(lease(0, NOON, 0), extended));

    assertThat(claim(receipt(MINE, TOKEN, 0))).isEqualTo(ReceiptOutcome.EXPIRED);
    assertThat(claim(receipt(MINE, TOKEN, 1))).isEqualTo(ReceiptOutcome.DONE);
    assertThat(receiptResolver.claimed())
        .extracting(ReceiptResolver.ResolvedLease::lease)
        .containsExactly(extended);
  }
}
