package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Message ids and subscription keys. */
class IdentifiersTest {
  private static final String ID = "zpsm0123456789abcdef01234567";
  private static final String KEY = "zpsk.rest.0123456789abcdef01234567";

  @Test
  void an_id_shows_what_it_was_read_from_and_comes_back_from_its_bytes() {
    MessageId id = MessageId.of(ID);

    assertThat(id).hasToString(ID);
    assertThat(id.toBytes()).hasSize(MessageId.BYTES);
    assertThat(MessageId.of(id.toBytes())).isEqualTo(id).hasSameHashCodeAs(id);
    assertThat(id.isStored()).isTrue();
  }

  @Test
  void no_id_is_empty_and_equals_only_itself() {
    assertThat(MessageId.NONE).hasToString("").isNotEqualTo(MessageId.of(ID));
    assertThat(MessageId.NONE.isStored()).isFalse();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "zpsm",
        "zpsm0123456789abcdef0123456",
        "zpsm0123456789abcdef012345678",
        "zpsm0123456789ABCDEF01234567",
        "zpsk0123456789abcdef01234567",
        "zpsm0123456789abcdef0123456g",
        "zpsm0123456789abcdef01234567\n"
      })
  void any_other_text_is_no_id(String text) {
    assertThatThrownBy(() -> MessageId.of(text))
        .isInstanceOf(TidingsException.class)
        .hasMessageContaining("msg_id");
  }

  @Test
  void a_key_gives_its_value_only_when_asked_for_it() {
    SubscriptionKey key = SubscriptionKey.of(KEY);

    assertThat(key.value()).isEqualTo(KEY);
    assertThat(key.toString()).isEqualTo("zpsk.rest.…");
    assertThat(key).isEqualTo(SubscriptionKey.of(KEY)).hasSameHashCodeAs(SubscriptionKey.of(KEY));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "zpsk.rest.0123456789abcdef0123456",
        "zpsk.rest.0123456789abcdef012345678",
        "zpsk.REST.0123456789abcdef01234567",
        "zpsk..0123456789abcdef01234567",
        "zpsk.rest.0123456789ABCDEF01234567",
        "zpsk-rest.0123456789abcdef01234567",
        "zpsk.rest.0123456789abcdef01234567\n"
      })
  void any_other_text_is_no_key_and_is_not_repeated(String text) {
    assertThatThrownBy(() -> SubscriptionKey.of(text))
        .isInstanceOf(TidingsException.class)
        .hasMessageContaining("sub_key")
        .hasMessageNotContaining("0123456789");
  }
}
