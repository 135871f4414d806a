package dev.tidings.store.queue.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Content;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.store.log.LogEntry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReceiveBudgetTest {
  private static final long PLENTY = 1L << 40;

  @Test
  void it_is_spent_with_the_last_message_and_has_refused_none() {
    ReceiveBudget receiveBudget = new ReceiveBudget(2, PLENTY);

    assertThat(receiveBudget.take(entry(10))).isTrue();
    assertThat(receiveBudget.isSpent()).isFalse();
    assertThat(receiveBudget.take(entry(10))).isTrue();

    assertThat(receiveBudget.isSpent()).isTrue();
    assertThat(receiveBudget.hasRefused()).isFalse();
    assertThat(receiveBudget.take(entry(10))).isFalse();
    assertThat(receiveBudget.hasRefused()).isTrue();
  }

  @Test
  void the_first_message_fits_whatever_its_size() {
    ReceiveBudget receiveBudget = new ReceiveBudget(10, 1);

    assertThat(receiveBudget.take(entry(1_000_000))).isTrue();
    assertThat(receiveBudget.take(entry(0))).isFalse();
    assertThat(receiveBudget.isSpent()).isTrue();
  }

  @Test
  void a_message_counts_as_its_data_and_a_kibibyte() {
    ReceiveBudget receiveBudget = new ReceiveBudget(10, 3 * 1_024 + 30);

    assertThat(receiveBudget.take(entry(10))).isTrue();
    assertThat(receiveBudget.take(entry(10))).isTrue();
    assertThat(receiveBudget.take(entry(10))).isTrue();
    assertThat(receiveBudget.take(entry(0))).isFalse();
  }

  @Test
  void after_a_refusal_nothing_is_left_even_for_a_small_message() {
    ReceiveBudget receiveBudget = new ReceiveBudget(10, 4_096);
    receiveBudget.take(entry(1_024));

    assertThat(receiveBudget.take(entry(10_000))).isFalse();

    assertThat(receiveBudget.isSpent()).isTrue();
  }

  @Test
  void chunks_are_never_larger_than_what_is_left() {
    ReceiveBudget receiveBudget = new ReceiveBudget(17, PLENTY);
    assertThat(receiveBudget.chunk()).isEqualTo(16);

    receiveBudget.take(entry(10));

    assertThat(receiveBudget.chunk()).isEqualTo(16);
    receiveBudget.take(entry(10));
    assertThat(receiveBudget.chunk()).isEqualTo(15);
  }

  @Test
  void chunks_of_small_messages_are_long_and_those_of_large_ones_short() {
    ReceiveBudget small = new ReceiveBudget(Integer.MAX_VALUE, PLENTY);
    ReceiveBudget large = new ReceiveBudget(Integer.MAX_VALUE, PLENTY);

    small.take(entry(10));
    large.take(entry(1_048_576));

    assertThat(small.chunk()).isEqualTo(1_000);
    assertThat(large.chunk()).isEqualTo(16);
  }

  @Test
  void chunks_whose_sizes_are_looked_at_are_as_long_as_what_may_be_taken() {
    ReceiveBudget receiveBudget = new ReceiveBudget(5_000, 10_000).withAhead(3);
    assertThat(new ReceiveBudget(5_000, PLENTY).longChunk()).isEqualTo(1_000);
    assertThat(new ReceiveBudget(30, PLENTY).longChunk()).isEqualTo(30);
    assertThat(receiveBudget.longChunk()).isEqualTo(3);

    receiveBudget.takeAhead(entry(10));

    assertThat(receiveBudget.longChunk()).isEqualTo(2);
  }

  @Test
  void a_chunk_has_no_more_data_than_may_be_taken_and_never_much() {
    ReceiveBudget receiveBudget = new ReceiveBudget(10, 5_000);
    receiveBudget.take(entry(1_000));

    assertThat(receiveBudget.chunkBytes()).isEqualTo(5_000 - 1_000 - 1_024);
    assertThat(new ReceiveBudget(10, PLENTY).chunkBytes()).isEqualTo(16 * 1_024 * 1_024);
  }

  private static LogEntry entry(int size) {
    Publication publication = Publication.builder().data(Content.binary(new byte[size])).build();
    return new LogEntry(
        5,
        1,
        MessageId.of("zpsm" + "0".repeat(24)),
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(1),
        true,
        1,
        "pub=/**",
        publication);
  }
}
