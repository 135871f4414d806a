package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * JSON in the middle of other bytes, of which no more is looked at than has to be; good until the
 * next one on the same connection arrives.
 */
class Content {
  private final byte[] bytes;
  private final int from;
  private final int to;

  /**
   * A part of some bytes.
   *
   * @param from where it begins
   * @param to where it has ended
   */
  Content(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /** All of it. */
  String body() {
    return new String(bytes, from, to - from, UTF_8);
  }

  /** How often the text stands in the body. */
  int count(String text) {
    byte[] wanted = text.getBytes(UTF_8);
    int count = 0;
    for (int at = find(wanted, from); at >= 0; at = find(wanted, at + wanted.length)) {
      count++;
    }
    return count;
  }

  /** The value of the first text field of that name, which has nothing to escape. */
  Optional<String> text(String field) {
    byte[] wanted = opening(field);
    int at = find(wanted, from);
    return at < 0 ? Optional.empty() : Optional.of(textAt(at + wanted.length));
  }

  /** The values of all text fields of that name, none of which has anything to escape. */
  List<String> texts(String field) {
    byte[] wanted = opening(field);
    List<String> texts = new ArrayList<>();
    for (int at = find(wanted, from); at >= 0; at = find(wanted, at + wanted.length)) {
      texts.add(textAt(at + wanted.length));
    }
    return texts;
  }

  private static byte[] opening(String field) {
    return ("\"" + field + "\":\"").getBytes(UTF_8);
  }

  private String textAt(int begin) {
    int end = begin;
    while (bytes[end] != '"') {
      end++;
    }
    return new String(bytes, begin, end - begin, UTF_8);
  }

  /** The value of the first number field of that name. */
  long number(String field) {
    byte[] wanted = ("\"" + field + "\":").getBytes(UTF_8);
    int begin = find(wanted, from) + wanted.length;
    if (begin < wanted.length) {
      throw new BenchmarkFailure("There is no " + field + " in " + body());
    }
    int end = begin;
    while (end < to && bytes[end] >= '0' && bytes[end] <= '9') {
      end++;
    }
    return Long.parseLong(new String(bytes, begin, end - begin, UTF_8));
  }

  private int find(byte[] wanted, int begin) {
    for (int at = begin; at <= to - wanted.length; at++) {
      if (bytes[at] == wanted[0]
          && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return -1;
  }
}
