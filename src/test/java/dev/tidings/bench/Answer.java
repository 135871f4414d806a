package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the server answered; good until the next answer on the same connection arrives. */
final class Answer {
  private final int status;
  private final byte[] bytes;
  private final int from;
  private final int to;

  /**
   * An answer whose body stands in the middle of other bytes.
   *
   * @param from where the body begins
   * @param to where it has ended
   */
  Answer(int status, byte[] bytes, int from, int to) {
    this.status = status;
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /** The same answer; any other status ends the run. */
  Answer expect(int expected) {
    if (status != expected) {
      throw new BenchmarkFailure(
          "The server answered %d instead of %d: %s".formatted(status, expected, body()));
    }
    return this;
  }

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

  /** The values of all text fields of that name, none of which has anything to escape. */
  List<String> texts(String field) {
    byte[] wanted = ("\"" + field + "\":\"").getBytes(UTF_8);
    List<String> texts = new ArrayList<>();
    for (int at = find(wanted, from); at >= 0; at = find(wanted, at)) {
      int begin = at + wanted.length;
      int end = begin;
      while (bytes[end] != '"') {
        end++;
      }
      texts.add(new String(bytes, begin, end - begin, UTF_8));
      at = end;
    }
    return texts;
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
