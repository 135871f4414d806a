package dev.tidings.transport.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.TidingsException;
import dev.tidings.api.Violation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementJsonTest {

  @Test
  void receipts_keep_their_order_and_may_be_any_words() {
    assertThat(SettlementJson.readAcknowledge(bytes("{\"receipts\":[\"b\",\"\",\"ü\",\"b\"]}")))
        .extracting(Receipt::toString)
        .containsExactly("b", "", "ü", "b");
  }

  @Test
  void a_reject_may_have_a_reason_and_a_delay() {
    SettlementJson.Reject plain = SettlementJson.readReject(bytes("{\"receipts\":[\"a\"]}"));
    SettlementJson.Reject full =
        SettlementJson.readReject(
            bytes("{\"receipts\":[\"a\"],\"reason\":\"why\",\"delay\":\"PT0S\"}"));

    assertThat(plain.rejection().reason()).isEmpty();
    assertThat(plain.rejection().delay()).isEmpty();
    assertThat(full.receipts()).containsExactly(Receipt.of("a"));
    assertThat(full.rejection().reason()).contains("why");
    assertThat(full.rejection().delay()).contains(Duration.ZERO);
  }

  @Test
  void an_extend_may_have_a_lease() {
    assertThat(SettlementJson.readExtend(bytes("{\"receipts\":[\"a\"]}")).lease()).isEmpty();
    assertThat(
            SettlementJson.readExtend(bytes("{\"receipts\":[\"a\"],\"lease\":\"PT12H\"}")).lease())
        .contains(Duration.ofHours(12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                  | receipts
          {"receipts":[]}                                     | receipts
          {"receipts":{}}                                     | receipts
          {"receipts":[true]}                                 | receipts[0]
          {"receipts":["a"],"delay":"P2D"}                    | delay
          {"receipts":["a"],"delay":"x","reason":"\\ud800"}   | delay reason
          {"receipts":["a"],"reason":null,"wait":"PT1S"}      | reason wait
          """)
  void every_field_at_fault_is_named(String body, String fields) {
    TidingsException refusal =
        catchThrowableOfType(TidingsException.class, () -> SettlementJson.readReject(bytes(body)));

    assertThat(refusal.violations()).extracting(Violation::field).contains(fields.split(" ", -1));
  }

  @Test
  void each_receipt_is_written_with_its_result() {
    List<Receipt> receipts = List.of(Receipt.of("a"), Receipt.of("\"b\""), Receipt.of("c"));
    List<ReceiptOutcome> outcomes =
        List.of(ReceiptOutcome.UNKNOWN, ReceiptOutcome.DONE, ReceiptOutcome.EXPIRED);

    byte[] json =
        JsonOutput.bytes(
            out -> out.object(fields -> SettlementJson.write(fields, receipts, outcomes)));

    assertThat(new String(json, UTF_8))
        .isEqualTo(
            "{\"results\":[{\"receipt\":\"a\",\"result\":\"unknown\"},"
                + "{\"receipt\":\"\\\"b\\\"\",\"result\":\"done\"},"
                + "{\"receipt\":\"c\",\"result\":\"expired\"}]}");
  }

  private static byte[] bytes(String body) {
    return body.getBytes(UTF_8);
  }
}
