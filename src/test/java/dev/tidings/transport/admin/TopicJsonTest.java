package dev.tidings.transport.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Overflow;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.api.Violation;
import dev.tidings.fixture.Golden;
import dev.tidings.transport.json.JsonOutput;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicJsonTest {

  @Test
  void a_topic_is_written_with_all_its_settings() {
    TopicDetails topic =
        new TopicDetails(
            7, 3, Instant.parse("2018-07-04T19:58:08.020493Z"), TopicSettings.named("/orders"));

    byte[] json = JsonOutput.bytes(out -> TopicJson.write(out, topic));

    assertThat(new String(json, UTF_8)).isEqualTo(Golden.json("topic"));
  }

  @Test
  void a_new_topic_needs_a_name_only() {
    assertThat(TopicJson.create(bytes("{\"name\":\"/orders\"}")))
        .isEqualTo(TopicSettings.named("/orders"));
    assertThat(refusal("{}").violations()).extracting(Violation::field).containsExactly("name");
  }

  @Test
  void a_change_leaves_alone_what_it_does_not_name() {
    TopicSettings settings = TopicSettings.builder("/orders").maxDepth(7).build();

    TopicSettings changed =
        TopicJson.change(bytes("{\"overflow\":\"drop-oldest\",\"on_no_subs\":\"drop\"}"), settings);

    assertThat(changed)
        .isEqualTo(
            settings.toBuilder().overflow(Overflow.DROP_OLDEST).onNoSubs(OnNoSubs.DROP).build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          is_active          | null
          has_gd             | "true"
          is_api_sub_allowed | 1
          on_no_subs         | "keep"
          on_no_subs         | "ACCEPT"
          overflow           | null
          max_depth          | 0
          max_depth          | 1000000001
          max_message_size   | 1048577
          max_message_size   | "1"
          default_expiration | -1
          default_expiration | 2147483647001
          retention          | 1.5
          retention          | null
          version            | 1
          name               | null
          """)
  void a_wrong_setting_is_named(String field, String value) {
    assertThat(refusal("{\"name\":\"/x\",\"" + field + "\":" + value + "}", field).violations())
        .extracting(Violation::field)
        .containsExactly(field);
  }

  private static TidingsException refusal(String body) {
    return catchThrowableOfType(TidingsException.class, () -> TopicJson.create(bytes(body)));
  }

  private static TidingsException refusal(String body, String field) {
    String alone = field.equals("name") ? "{\"name\":null}" : body;
    return refusal(alone);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
