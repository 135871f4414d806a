package dev.tidings.transport.listener;

import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.TidingsListener;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What the values of a listener's annotation must keep, as far as that needs no database. */
final class ValueRules {
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private final Consumer<String> objections;

  private ValueRules(Consumer<String> objections) {
    this.objections = objections;
  }

  static void check(TidingsListener values, Consumer<String> objections) {
    ValueRules rules = new ValueRules(objections);
    rules.checkTexts(values);
    rules.checkRange("concurrency", values.concurrency(), TidingsListener.MAX_CONCURRENCY);
    rules.checkRange("batchSize", values.batchSize(), TidingsListener.MAX_BATCH_SIZE);
    rules.checkRange("prefetch", values.prefetch(), TidingsListener.MAX_PREFETCH);
    rules.require(
        isTimeout(values.timeout()),
        "timeout must be an ISO 8601 duration from PT1S to PT12H, not \"%s\"."
            .formatted(values.timeout()));
  }

  private void checkTexts(TidingsListener values) {
    require(!values.topic().isBlank(), "topic must name a topic.");
    require(
        !values.topic().contains("*"),
        "topic must be the name of one topic, not a pattern: write a method for each topic.");
    require(
        values.name().isEmpty() || NAME.matcher(values.name()).matches(),
        "name must have 1 to 100 letters, digits and . _ -, unlike \"%s\"."
            .formatted(values.name()));
    require(values.selector().isEmpty(), "selector is reserved and must be empty: leave it out.");
  }

  private void checkRange(String member, int value, int most) {
    require(
        value >= 1 && value <= most,
        "%s must be from 1 to %d, not %d.".formatted(member, most, value));
  }

  private static boolean isTimeout(String text) {
    try {
      Duration timeout = Duration.parse(text);
      return timeout.compareTo(ReceiveOptions.MIN_LEASE) >= 0
          && timeout.compareTo(ReceiveOptions.MAX_LEASE) <= 0;
    } catch (DateTimeParseException unreadable) {
      return false;
    }
  }

  private void require(boolean isKept, String sentence) {
    if (!isKept) {
      objections.accept(sentence);
    }
  }
}
