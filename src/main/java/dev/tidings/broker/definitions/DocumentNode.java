package dev.tidings.broker.definitions;

import java.util.List;
import java.util.Map;

/** A value of a document, and the line in which it begins. */
sealed interface DocumentNode {

  /** From 1 on. */
  int line();

  /**
   * A single value.
   *
   * @param isPlain whether it was written without quotes, and so may be a number or a truth value
   */
  record Scalar(String text, boolean isPlain, int line) implements DocumentNode {
    boolean isNull() {
      return isPlain && (text.isEmpty() || text.equals("null") || text.equals("~"));
    }
  }

  /** A list. */
  record Items(List<DocumentNode> items, int line) implements DocumentNode {}

  /** An object; its fields in their order. */
  record Members(Map<String, DocumentNode> members, int line) implements DocumentNode {}
}
