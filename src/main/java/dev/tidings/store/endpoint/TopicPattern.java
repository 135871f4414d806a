package dev.tidings.store.endpoint;

import dev.tidings.store.topic.TopicName;
import java.util.BitSet;
import java.util.Optional;

/**
 * A pattern of topic names: {@code *} is any run without a slash, {@code **} any run, both perhaps
 * empty; every other character is itself. A pattern matches the whole name.
 *
 * <p>It goes over the name once and keeps the set of all places in the pattern where it may be, so
 * its effort is at most the length of the name times that of the pattern: no name and no pattern
 * makes it try again and again, as a regular expression does.
 */
final class TopicPattern {
  static final int MAX_LENGTH = 200;
  static final int MAX_WILDCARDS = 16;

  private static final char WITHIN_SEGMENT = '*';
  // Stands for two stars; no legal pattern has this character.
  private static final char ACROSS_SEGMENTS = '\u0001';

  private final String tokens;
  private final int literalLength;

  private TopicPattern(String tokens) {
    this.tokens = tokens;
    this.literalLength = literalLength(tokens);
  }

  /** Compiles a pattern that breaks no rule. */
  static TopicPattern of(String pattern) {
    return new TopicPattern(tokens(pattern));
  }

  /** The first rule that the pattern breaks, if any. */
  static Optional<String> ruleBrokenBy(String pattern) {
    if (!pattern.startsWith("/") && !pattern.startsWith("*")) {
      return Optional.of("must have a pattern that begins with / or *");
    }
    if (pattern.length() > MAX_LENGTH) {
      return Optional.of("must have a pattern of at most 200 characters");
    }
    if (!pattern.chars().allMatch(c -> c == '*' || TopicName.isLegal(c))) {
      return Optional.of("must consist of * and A-Z a-z 0-9 . _ - : @ = ~ $ | ^ /");
    }
    return tokens(pattern).chars().filter(TopicPattern::isWildcard).count() > MAX_WILDCARDS
        ? Optional.of("must have at most 16 wildcards")
        : Optional.empty();
  }

  boolean matches(String name) {
    return name.startsWith(tokens.substring(0, literalLength)) && new Run().matches(name);
  }

  /** One pass over one name. */
  final class Run {
    private BitSet places = new BitSet();
    private int steps;

    boolean matches(String name) {
      enter(places, 0);
      for (int i = 0; i < name.length() && !places.isEmpty(); i++) {
        places = after(name.charAt(i));
      }
      return places.get(tokens.length());
    }

    /** How often a place was compared with a character. */
    int steps() {
      return steps;
    }

    private BitSet after(char character) {
      BitSet next = new BitSet();
      for (int p = places.nextSetBit(0);
          p >= 0 && p < tokens.length();
          p = places.nextSetBit(p + 1)) {
        steps++;
        char token = tokens.charAt(p);
        if (isWildcard(token)) {
          if (token == ACROSS_SEGMENTS || character != '/') {
            enter(next, p);
          }
        } else if (token == character) {
          enter(next, p + 1);
        }
      }
      return next;
    }

    /** A wildcard may stand for nothing, so whoever is before it is behind it too. */
    private void enter(BitSet set, int place) {
      int p = place;
      set.set(p);
      while (p < tokens.length() && isWildcard(tokens.charAt(p))) {
        set.set(++p);
      }
    }
  }

  private static String tokens(String pattern) {
    return pattern.replace("**", String.valueOf(ACROSS_SEGMENTS));
  }

  private static int literalLength(String tokens) {
    int length = 0;
    while (length < tokens.length() && !isWildcard(tokens.charAt(length))) {
      length++;
    }
    return length;
  }

  private static boolean isWildcard(int token) {
    return token == WITHIN_SEGMENT || token == ACROSS_SEGMENTS;
  }
}
