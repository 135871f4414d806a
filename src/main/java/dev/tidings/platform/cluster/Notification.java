package dev.tidings.platform.cluster;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A notification from one node to the others.
 *
 * @param node the node that sends it
 */
record Notification(String node, ChangedTopics topics) {
  /** With more of them the text could pass PostgreSQL's 8000 bytes. */
  static final int MOST_TOPICS = 390;

  private static final String ANY = "*";
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f-]{1,36}):(\\*|\\d{1,18}(,\\d{1,18})*)");

  /** As it is sent. */
  String text() {
    String list =
        topics.isAny() || topics.ids().size() > MOST_TOPICS
            ? ANY
            : topics.ids().stream().map(String::valueOf).collect(Collectors.joining(","));
    return node + ":" + list;
  }

  /** Empty when it is none of ours: everybody who uses the database can send something. */
  static Optional<Notification> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new Notification(matcher.group(1), topics(matcher.group(2))))
        : Optional.empty();
  }

  private static ChangedTopics topics(String list) {
    return list.equals(ANY)
        ? ChangedTopics.any()
        : ChangedTopics.of(Stream.of(list.split(",")).map(Long::valueOf).toList());
  }
}
