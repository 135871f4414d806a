package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TopicSettingsTest {

  @Test
  void a_name_is_enough() {
    TopicSettings settings = TopicSettings.named("/orders");

    assertThat(settings.isActive()).isTrue();
    assertThat(settings.hasGd()).isTrue();
    assertThat(settings.isApiSubAllowed()).isTrue();
    assertThat(settings.onNoSubs()).isEqualTo(OnNoSubs.ACCEPT);
    assertThat(settings.maxDepth()).isEqualTo(100_000);
    assertThat(settings.overflow()).isEqualTo(Overflow.REJECT);
    assertThat(settings.maxMessageSize()).isEqualTo(1_048_576);
    assertThat(settings.defaultExpiration()).isEqualTo(Publication.MAX_EXPIRATION);
    assertThat(settings.retention()).isZero();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("broken")
  void a_broken_rule_names_its_field(
      String field, String what, UnaryOperator<TopicSettings.Builder> change) {
    TopicSettings.Builder builder = change.apply(TopicSettings.builder("/orders"));

    TidingsException refused = catchThrowableOfType(TidingsException.class, builder::build);

    assertThat(refused).as(what).isNotNull();
    assertThat(refused.type()).isEqualTo(ErrorType.INVALID_INPUT);
    assertThat(refused.violations()).extracting(Violation::field).containsExactly(field);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        rule("name", "none", builder -> builder.name(null)),
        rule("on_no_subs", "none", builder -> builder.onNoSubs(null)),
        rule("overflow", "none", builder -> builder.overflow(null)),
        rule("max_depth", "0", builder -> builder.maxDepth(0)),
        rule("max_depth", "too deep", builder -> builder.maxDepth(1_000_000_001)),
        rule("max_message_size", "0", builder -> builder.maxMessageSize(0)),
        rule("max_message_size", "too large", builder -> builder.maxMessageSize(1_048_577)),
        rule("default_expiration", "none", builder -> builder.defaultExpiration(null)),
        rule(
            "default_expiration",
            "negative",
            builder -> builder.defaultExpiration(Duration.ofMillis(-1))),
        rule(
            "default_expiration",
            "too long",
            builder -> builder.defaultExpiration(Publication.MAX_EXPIRATION.plusMillis(1))),
        rule("retention", "none", builder -> builder.retention(null)),
        rule("retention", "negative", builder -> builder.retention(Duration.ofMillis(-1))),
        rule("retention", "too long", builder -> builder.retention(Duration.ofDays(3_651))));
  }

  private static Arguments rule(
      String field, String what, UnaryOperator<TopicSettings.Builder> change) {
    return Arguments.of(field, what, change);
  }

  @Test
  void the_ends_of_every_range_are_allowed() {
    TopicSettings.Builder low =
        TopicSettings.builder("/orders")
            .maxDepth(1)
            .maxMessageSize(1)
            .defaultExpiration(Duration.ZERO)
            .retention(Duration.ZERO);
    TopicSettings.Builder high =
        TopicSettings.builder("/orders")
            .maxDepth(TopicSettings.MAX_DEPTH)
            .maxMessageSize(TopicSettings.MAX_MESSAGE_SIZE)
            .defaultExpiration(Publication.MAX_EXPIRATION)
            .retention(TopicSettings.MAX_RETENTION);

    assertThatCode(low::build).doesNotThrowAnyException();
    assertThatCode(high::build).doesNotThrowAnyException();
  }

  @Test
  void a_builder_made_from_settings_makes_them_again() {
    TopicSettings settings =
        TopicSettings.builder("/orders")
            .isActive(false)
            .hasGd(false)
            .isApiSubAllowed(false)
            .onNoSubs(OnNoSubs.DROP)
            .maxDepth(7)
            .overflow(Overflow.DROP_OLDEST)
            .maxMessageSize(8)
            .defaultExpiration(Duration.ofSeconds(9))
            .retention(Duration.ofSeconds(10))
            .build();

    assertThat(settings.toBuilder().build()).isEqualTo(settings);
  }
}
