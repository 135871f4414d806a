package dev.tidings.transport.json;

import dev.tidings.api.TidingsException;
import dev.tidings.api.Violation;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an input, so that its author hears all of it at once. */
public final class Violations {
  /** Bounds the answer to an input that is wrong everywhere. */
  static final int MAX = 100;

  private final List<Violation> found = new ArrayList<>();
  private final int max;

  public Violations() {
    this(MAX);
  }

  /** At most so many, and at least one. */
  Violations(int max) {
    this.max = Math.max(1, max);
  }

  public void add(String field, String rule) {
    if (found.size() < max) {
      found.add(new Violation(field, rule));
    }
  }

  /** Takes over what somebody else found inside the field that the prefix names. */
  void addAll(String prefix, List<Violation> violations) {
    violations.forEach(violation -> add(prefix + violation.field(), violation.rule()));
  }

  int size() {
    return found.size();
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Ends the reading if anything is wrong.
   *
   * @throws TidingsException with everything found, or the first 100 of it
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw TidingsException.invalid(found);
    }
  }
}
