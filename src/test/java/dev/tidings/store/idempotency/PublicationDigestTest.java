package dev.tidings.store.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Content;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TextField;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PublicationDigestTest {
  private static final SubscriptionKey ONE = SubscriptionKey.of("zpsk.rest." + "1".repeat(24));
  private static final SubscriptionKey TWO = SubscriptionKey.of("zpsk.rest." + "2".repeat(24));

  @Test
  void the_same_publications_have_the_same_digest() {
    assertThat(digest(full().build())).isEqualTo(digest(full().build())).hasSize(64);
  }

  /** They are in the database for a day, also while another version starts. */
  @Test
  void digests_are_those_of_earlier_versions() {
    assertThat(digest(full().build()))
        .isEqualTo("7d597bc8fee1141b660012a828874c90d8b09db3a009c3667edc0898f937245c");
    assertThat(digest(Publication.of("data")))
        .isEqualTo("dd7d6e3b47160ba7042181fad112cb8e68ee91aba7d8953797a29ecb4768c411");
    assertThat(PublicationDigest.of(1, List.of(full().build(), Publication.of("data"))))
        .isEqualTo("d544a38c37e1fa4485b9c74d8c1c5466342b2ed7ff61778d38a715276e623cde");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRACEPARENT")
  void another_text_makes_another_digest(TextField field) {
    Publication one = full().text(field, "x").build();
    Publication other = full().text(field, "y").build();
    Publication none = full().text(field, null).build();

    assertThat(Stream.of(one, other, none).map(PublicationDigestTest::digest))
        .doesNotHaveDuplicates();
  }

  @Test
  void a_call_that_is_repeated_in_another_span_has_the_same_digest() {
    Publication first = full().traceparent("00-1-1-01").build();
    Publication again = full().traceparent("00-1-2-01").build();

    assertThat(digest(first)).isEqualTo(digest(again)).isEqualTo(digest(full().build()));
  }

  @Test
  void no_text_field_can_pass_for_another() {
    Stream<Publication> each =
        Stream.of(TextField.values())
            .filter(field -> field != TextField.TRACEPARENT)
            .map(field -> Publication.builder().data("data").text(field, "x").build());

    assertThat(each.map(PublicationDigestTest::digest)).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void another_value_of_any_field_makes_another_digest(
      String field, UnaryOperator<Publication.Builder> change) {
    Publication changed = change.apply(full()).build();

    assertThat(digest(changed)).as(field).isNotEqualTo(digest(full().build()));
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("data", builder -> builder.data("other")),
        change("form of data", builder -> builder.data(Content.json("data"))),
        change("priority", builder -> builder.priority(8)),
        change("expiration", builder -> builder.expiration(Duration.ofSeconds(2))),
        change("no expiration", builder -> builder.expiration(null)),
        change("mime_type", builder -> builder.mimeType("text/html")),
        change("ext_pub_time", builder -> builder.extPubTime(Instant.EPOCH.plusNanos(1))),
        change("has_gd", builder -> builder.hasGd(false)),
        change("msg_id", builder -> builder.msgId(MessageId.of("zpsm" + "b".repeat(24)))),
        change("deliver_after", builder -> builder.deliverAfter(Duration.ofMillis(1))),
        change("deliver_to", builder -> builder.deliverTo(TWO)),
        change("reply_to", builder -> builder.replyTo(TWO)),
        change("value of an attribute", builder -> builder.attribute("name", "x")),
        change("another attribute", builder -> builder.attribute("other", "value")));
  }

  private static Arguments change(String field, UnaryOperator<Publication.Builder> change) {
    return Arguments.of(field, change);
  }

  @Test
  void what_stands_in_one_field_cannot_pass_for_another() {
    Publication one = full().correlId("a").inReplyTo(null).build();
    Publication other = full().correlId(null).inReplyTo("a").build();

    assertThat(digest(one)).isNotEqualTo(digest(other));
  }

  @Test
  void keys_to_deliver_to_cannot_pass_for_keys_to_reply_to() {
    Publication one = Publication.builder().data("").deliverTo(ONE).build();
    Publication other = Publication.builder().data("").replyTo(ONE).build();

    assertThat(digest(one)).isNotEqualTo(digest(other));
  }

  @Test
  void topic_number_and_order_of_publications_count() {
    Publication one = Publication.of("one");
    Publication two = Publication.of("two");

    assertThat(
            Stream.of(
                PublicationDigest.of(1, List.of(one)),
                PublicationDigest.of(2, List.of(one)),
                PublicationDigest.of(1, List.of(one, one)),
                PublicationDigest.of(1, List.of(one, two)),
                PublicationDigest.of(1, List.of(two, one))))
        .doesNotHaveDuplicates();
  }

  @Test
  void the_digest_of_a_key_does_not_contain_it() {
    assertThat(PublicationDigest.ofKey("secret"))
        .hasSize(64)
        .doesNotContain("secret")
        .isEqualTo(PublicationDigest.ofKey("secret"))
        .isNotEqualTo(PublicationDigest.ofKey("secreT"));
  }

  private static Publication.Builder full() {
    return Publication.builder()
        .data("data")
        .priority(9)
        .expiration(Duration.ofSeconds(1))
        .mimeType("text/plain")
        .correlId("correlation")
        .inReplyTo("reply")
        .extClientId("client")
        .extPubTime(Instant.EPOCH)
        .hasGd(true)
        .msgId(MessageId.of("zpsm" + "a".repeat(24)))
        .deliverTo(ONE)
        .replyTo(ONE)
        .attribute("name", "value");
  }

  private static String digest(Publication publication) {
    return PublicationDigest.of(1, List.of(publication));
  }
}
