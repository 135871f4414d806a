package dev.tidings.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JSON that the server sent, of which no more is looked at than has to be. */
class Content {
  private final String body;

  Content(String body) {
    this.body = body;
  }

  /** All of it. */
  String body() {
    return body;
  }

  /** How often the text stands in the body. */
  int count(String text) {
    int count = 0;
    for (int at = body.indexOf(text); at >= 0; at = body.indexOf(text, at + text.length())) {
      count++;
    }
    return count;
  }

  /** The value of the first text field of that name, which has nothing to escape. */
  Optional<String> text(String field) {
    String opening = opening(field);
    int at = body.indexOf(opening);
    return at < 0 ? Optional.empty() : Optional.of(textAt(at + opening.length()));
  }

  /** The values of all text fields of that name, none of which has anything to escape. */
  List<String> texts(String field) {
    String opening = opening(field);
    List<String> texts = new ArrayList<>();
    for (int at = body.indexOf(opening);
        at >= 0;
        at = body.indexOf(opening, at + opening.length())) {
      texts.add(textAt(at + opening.length()));
    }
    return texts;
  }

  private static String opening(String field) {
    return "\"" + field + "\":\"";
  }

  private String textAt(int begin) {
    return body.substring(begin, body.indexOf('"', begin));
  }

  /** The value of the first number field of that name. */
  long number(String field) {
    String opening = "\"" + field + "\":";
    int at = body.indexOf(opening);
    if (at < 0) {
      throw new BenchmarkFailure("There is no " + field + " in " + body);
    }
    int begin = at + opening.length();
    int end = begin;
    while (end < body.length() && Character.isDigit(body.charAt(end))) {
      end++;
    }
    return Long.parseLong(body, begin, end, 10);
  }
}
