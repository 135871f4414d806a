package dev.tidings.store.queue.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Receipt;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeasePositionTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0",
    "17, 42, 999",
    "9223372036854775807, -9223372036854775808, 512",
    "1000001, -1, 1"
  })
  void a_receipt_names_the_place_that_it_was_made_for(long subscription, long token, int index) {
    LeasePosition place = new LeasePosition(subscription, token, index);

    assertThat(LeasePosition.of(place.receipt())).contains(place);
    assertThat(place.receipt().toString()).hasSize(24).matches("[A-Za-z0-9_-]+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "receipt",
        "AAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAAA==",
        "AAAAAAAAAAAAAAAAAAAA====",
        "========================",
        "AAAAAAAAAAAA AAAAAAAAAAA",
        "AAAAAAAAAAA+/AAAAAAAAAAA",
        "ääääääääääääääääääääääää",
        "\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000",
        "💌💌💌💌💌💌💌💌💌💌💌💌"
      })
  void a_word_that_is_no_receipt_names_no_place(String word) {
    assertThat(LeasePosition.of(Receipt.of(word))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, -32_768, 1_000, 32_767})
  void a_place_beyond_what_a_lease_holds_is_none(int index) {
    byte[] bytes = new byte[18];
    bytes[16] = (byte) (index >> 8);
    bytes[17] = (byte) index;
    String word = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

    assertThat(LeasePosition.of(Receipt.of(word))).isEmpty();
  }

  @Test
  void places_that_differ_have_receipts_that_differ() {
    Receipt receipt = new LeasePosition(1, 2, 3).receipt();

    assertThat(receipt)
        .isNotEqualTo(new LeasePosition(2, 2, 3).receipt())
        .isNotEqualTo(new LeasePosition(1, 3, 3).receipt())
        .isNotEqualTo(new LeasePosition(1, 2, 4).receipt());
  }
}
