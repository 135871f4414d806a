package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PublicationTest {
  private static final SubscriptionKey KEY = SubscriptionKey.of("zpsk.rest." + "1".repeat(24));

  @Test
  void everything_but_the_data_has_a_default() {
    Publication publication = Publication.of("data");

    assertThat(publication.priority()).isEqualTo(5);
    assertThat(publication.mimeType()).isEqualTo("text/plain");
    assertThat(publication.expiration()).isEmpty();
    assertThat(publication.hasGd()).isEmpty();
    assertThat(publication.msgId()).isEmpty();
    assertThat(publication.endpoint()).isEmpty();
    assertThat(publication.deliverTo()).isEmpty();
    assertThat(publication.replyTo()).isEmpty();
    assertThat(publication.attributes()).isEmpty();
  }

  @Test
  void the_mime_type_follows_the_form_of_the_data() {
    assertThat(mimeType("text")).isEqualTo("text/plain");
    assertThat(mimeType(new byte[0])).isEqualTo("application/octet-stream");
    assertThat(mimeType(Map.of("a", 1))).isEqualTo("application/json");
  }

  private static String mimeType(Object data) {
    return Publication.builder().data(data).build().mimeType();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("broken")
  void a_broken_rule_names_its_field(
      String field, String what, UnaryOperator<Publication.Builder> change) {
    Publication.Builder builder = change.apply(Publication.builder().data("data"));

    TidingsException refused = catchThrowableOfType(TidingsException.class, builder::build);

    assertThat(refused).as(what).isNotNull();
    assertThat(refused.type()).isEqualTo(ErrorType.INVALID_INPUT);
    assertThat(refused.violations()).extracting(Violation::field).containsExactly(field);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        rule("data", "none", builder -> builder.data((String) null)),
        rule("priority", "0", builder -> builder.priority(0)),
        rule("priority", "10", builder -> builder.priority(10)),
        rule("expiration", "negative", builder -> builder.expiration(Duration.ofMillis(-1))),
        rule("expiration", "too long", builder -> builder.expiration(tooLong())),
        rule("mime_type", "no subtype", builder -> builder.mimeType("text")),
        rule("mime_type", "two lines", builder -> builder.mimeType("text/plain\r\nX: y")),
        rule("mime_type", "too long", builder -> builder.mimeType("a/" + "b".repeat(199))),
        rule("correl_id", "empty", builder -> builder.correlId("")),
        rule("correl_id", "too long", builder -> builder.correlId("x".repeat(201))),
        rule("in_reply_to", "a line end", builder -> builder.inReplyTo("a\nb")),
        rule("ext_client_id", "half a character", builder -> builder.extClientId("\ud83d")),
        rule("ext_pub_time", "too early", builder -> builder.extPubTime(Instant.MIN)),
        rule("ext_pub_time", "too late", builder -> builder.extPubTime(Instant.MAX)),
        rule("deliver_to", "too many", builder -> builder.deliverTo(keys(101))),
        rule("reply_to", "too many", builder -> builder.replyTo(keys(101))),
        rule("attributes", "too many", builder -> attributes(builder, 65)),
        rule("attributes", "blank name", builder -> builder.attribute(" ", "x")),
        rule("attributes", "long name", builder -> builder.attribute("x".repeat(101), "x")),
        rule("attributes", "no value", builder -> builder.attribute("x", null)),
        rule("attributes", "long value", builder -> builder.attribute("x", "x".repeat(2_001))),
        rule("attributes", "control character", builder -> builder.attribute("x", "\u0000")));
  }

  private static Arguments rule(
      String field, String what, UnaryOperator<Publication.Builder> change) {
    return Arguments.of(field, what, change);
  }

  private static Duration tooLong() {
    return Publication.MAX_EXPIRATION.plusMillis(1);
  }

  private static SubscriptionKey[] keys(int count) {
    return Stream.generate(() -> KEY).limit(count).toArray(SubscriptionKey[]::new);
  }

  private static Publication.Builder attributes(Publication.Builder builder, int count) {
    for (int i = 0; i < count; i++) {
      builder.attribute("name" + i, "value");
    }
    return builder;
  }

  @Test
  void all_that_is_wrong_is_said_at_once() {
    TidingsException refused =
        catchThrowableOfType(
            TidingsException.class, () -> Publication.builder().priority(0).correlId("").build());

    assertThat(refused.violations())
        .extracting(Violation::field)
        .containsExactly("data", "priority", "correl_id");
  }

  @Test
  void the_ends_of_every_range_are_allowed() {
    Publication.Builder builder =
        attributes(Publication.builder(), 63)
            .data("")
            .priority(1)
            .expiration(Publication.MAX_EXPIRATION)
            .mimeType("a/" + "b".repeat(198))
            .correlId("x".repeat(200))
            .inReplyTo("x")
            .extClientId("😀".repeat(100))
            .extPubTime(Instant.EPOCH)
            .deliverTo(keys(100))
            .replyTo(keys(100))
            .attribute("x".repeat(100), "x".repeat(2_000));

    assertThatCode(builder::build).doesNotThrowAnyException();
    assertThatCode(() -> builder.priority(9).expiration(Duration.ZERO).build())
        .doesNotThrowAnyException();
  }

  @Test
  void what_a_builder_is_changed_to_later_does_not_reach_the_publication() {
    Publication.Builder builder = Publication.builder().data("data").attribute("a", "1");
    Publication publication = builder.build();

    builder.attribute("b", "2").deliverTo(KEY).replyTo(KEY);

    assertThat(publication.attributes()).containsOnlyKeys("a");
    assertThat(publication.deliverTo()).isEmpty();
    assertThat(publication.replyTo()).isEmpty();
  }

  @Test
  void a_builder_made_from_a_publication_makes_it_again() {
    Publication publication =
        Publication.builder()
            .data("data")
            .priority(9)
            .expiration(Duration.ofMinutes(1))
            .correlId("correlation")
            .hasGd(false)
            .deliverTo(KEY)
            .attribute("a", "1")
            .endpoint("mine")
            .build();

    assertThat(publication.toBuilder().build()).usingRecursiveComparison().isEqualTo(publication);
    assertThat(publication.toBuilder().deliverTo(KEY).build().deliverTo())
        .isEqualTo(List.of(KEY, KEY));
  }
}
