package dev.tidings.transport.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.MessageId;
import dev.tidings.api.TidingsException;
import dev.tidings.api.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterJsonTest {
  private static final String ID = "zpsm0123456789abcdef01234567";

  @ParameterizedTest
  @ValueSource(strings = {"", "{}"})
  void without_conditions_it_is_all(String body) {
    assertThatAllIsMeant(DeadLetterJson.readFilter(body.getBytes(UTF_8)));
    assertThatAllIsMeant(DeadLetterJson.readFilter(Map.of()));
  }

  private static void assertThatAllIsMeant(DeadLetterFilter filter) {
    assertThat(filter.ids()).isEmpty();
    assertThat(filter.reason()).isEmpty();
    assertThat(filter.diedBefore()).isEmpty();
  }

  @Test
  void a_body_and_a_query_say_the_same() {
    DeadLetterFilter inBody =
        DeadLetterJson.readFilter(
            "{\"msg_ids\":[\"%s\"],\"reason\":\"r\",\"died_before\":\"2018-07-04T00:00:00Z\"}"
                .formatted(ID)
                .getBytes(UTF_8));
    DeadLetterFilter inQuery =
        DeadLetterJson.readFilter(
            Map.of(
                "msg_id",
                List.of(ID),
                "reason",
                List.of("r"),
                "died_before",
                List.of("2018-07-04T00:00")));

    for (DeadLetterFilter filter : List.of(inBody, inQuery)) {
      assertThat(filter.ids().orElseThrow()).containsExactly(MessageId.of(ID));
      assertThat(filter.reason()).contains("r");
      assertThat(filter.diedBefore()).contains(Instant.parse("2018-07-04T00:00:00Z"));
    }
  }

  @Test
  void a_query_that_says_something_wrong_does_not_mean_all() {
    TidingsException refusal =
        catchThrowableOfType(
            TidingsException.class,
            () ->
                DeadLetterJson.readFilter(
                    Map.of(
                        "msg_id", List.of("x"),
                        "reason", List.of("a", "b"),
                        "died_before", List.of(""),
                        "dead_since", List.of("2018-07-04T00:00"))));

    assertThat(refusal.violations())
        .extracting(Violation::field)
        .containsExactlyInAnyOrder("msg_id[0]", "reason", "died_before", "dead_since");
  }

  @Test
  void a_list_without_ids_does_not_mean_all() {
    TidingsException refusal =
        catchThrowableOfType(
            TidingsException.class,
            () -> DeadLetterJson.readFilter("{\"msg_ids\":[]}".getBytes(UTF_8)));

    assertThat(refusal.violations()).extracting(Violation::field).containsExactly("msg_ids");
  }
}
