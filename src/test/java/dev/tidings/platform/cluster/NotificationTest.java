package dev.tidings.platform.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {
  private final String node = UUID.randomUUID().toString();

  @Test
  void what_is_said_is_understood() {
    Notification some = new Notification(node, ChangedTopics.of(Set.of(1L, 42L)));
    Notification any = new Notification(node, ChangedTopics.any());

    assertThat(Notification.parse(some.text())).contains(some);
    assertThat(Notification.parse(any.text())).contains(any);
  }

  @Test
  void as_many_topics_as_fit_are_listed() {
    Notification most = of(Notification.MOST_TOPICS);

    assertThat(most.text().getBytes(UTF_8)).hasSizeLessThan(8000);
    assertThat(Notification.parse(most.text())).contains(most);
  }

  @Test
  void more_topics_are_any() {
    Notification tooMany = of(Notification.MOST_TOPICS + 1);

    assertThat(Notification.parse(tooMany.text()).orElseThrow().topics())
        .isEqualTo(ChangedTopics.any());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hello", "abc:", ":1", "abc:1,", "abc:-1", "abc:99999999999999999999"})
  void what_is_not_ours_is_ignored(String text) {
    assertThat(Notification.parse(text)).isEmpty();
  }

  @Test
  void any_topic_may_be_among_any() {
    assertThat(ChangedTopics.any().mayInclude(7)).isTrue();
    assertThat(ChangedTopics.of(Set.of(7L)).mayInclude(7)).isTrue();
    assertThat(ChangedTopics.of(Set.of(7L)).mayInclude(8)).isFalse();
  }

  private Notification of(int topics) {
    Set<Long> ids =
        LongStream.range(0, topics)
            .mapToObj(i -> 999_999_999_999_999_999L - i)
            .collect(Collectors.toSet());
    return new Notification(node, ChangedTopics.of(ids));
  }
}
