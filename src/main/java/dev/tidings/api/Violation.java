package dev.tidings.api;

import java.io.Serializable;
import java.util.Objects;

/** One field of the input that breaks one rule. */
public final class Violation implements Serializable {
  private static final long serialVersionUID = 1;

  private final String field;
  private final String rule;

  public Violation(String field, String rule) {
    this.field = Objects.requireNonNull(field, "field");
    this.rule = Objects.requireNonNull(rule, "rule");
  }

  /** The field by its name on the wire, such as {@code priority} or {@code messages[2].data}. */
  public String field() {
    return field;
  }

  /** What must be true of it, such as {@code must be a whole number from 1 to 9}. */
  public String rule() {
    return rule;
  }

  @Override
  public String toString() {
    return field + " " + rule;
  }
}
