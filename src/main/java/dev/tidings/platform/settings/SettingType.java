package dev.tidings.platform.settings;

import dev.tidings.platform.net.IpNetworks;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The type of a setting's value. */
enum SettingType {
  /** Anything at all. */
  TEXT("any text") {
    @Override
    boolean accepts(String text, String least, String most) {
      return true;
    }
  },
  /** Anything at all, and nobody may be shown it. */
  SECRET("any text") {
    @Override
    boolean accepts(String text, String least, String most) {
      return true;
    }
  },
  /** A whole number, both ends included. */
  NUMBER("a whole number from %s to %s") {
    @Override
    boolean accepts(String text, String least, String most) {
      int number = Integer.parseInt(text);
      return Integer.parseInt(least) <= number && number <= Integer.parseInt(most);
    }
  },
  /** A duration, both ends included. */
  DURATION("an ISO 8601 duration from %s to %s") {
    @Override
    boolean accepts(String text, String least, String most) {
      Duration time = Duration.parse(text);
      return Duration.parse(least).compareTo(time) <= 0
          && time.compareTo(Duration.parse(most)) <= 0;
    }
  },
  FLAG("true or false") {
    @Override
    boolean accepts(String text, String least, String most) {
      return text.equals("true") || text.equals("false");
    }
  },
  /** What a database takes for a name without quotes, whatever else there is. */
  NAME(
      "a name of lower-case letters, digits and underscores, at most 63 of them, the first no"
          + " digit") {
    @Override
    boolean accepts(String text, String least, String most) {
      return text.matches("[a-z_][a-z0-9_]{0,62}");
    }
  },
  /** Addresses and networks. */
  NETWORKS(
      "addresses or networks such as 127.0.0.1, 10.0.0.0/8 or fd00::/8, separated by commas,"
          + " without names of hosts") {
    @Override
    boolean accepts(String text, String least, String most) {
      return IpNetworks.parse(text).isPresent();
    }
  },
  /** The beginning of addresses. */
  PATH("a path such as /tidings, without a slash at the end") {
    @Override
    boolean accepts(String text, String least, String most) {
      return text.matches("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+");
    }
  };

  private final String rule;

  SettingType(String rule) {
    this.rule = rule;
  }

  /** What the text should have been; empty when it is fine. */
  Optional<String> objection(String text, String least, String most) {
    return isAccepted(text, least, most)
        ? Optional.empty()
        : Optional.of(rule.formatted(least, most));
  }

  /** May throw what parsing throws. */
  abstract boolean accepts(String text, String least, String most);

  private boolean isAccepted(String text, String least, String most) {
    try {
      return accepts(text, least, most);
    } catch (NumberFormatException | DateTimeParseException unreadable) {
      return false;
    }
  }
}
