package dev.tidings.transport.json;

import dev.tidings.api.TidingsException;
import dev.tidings.api.Violation;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an input, so that its author hears all of it at once. */
public final class Violations {
  /** Bounds the answer to an input that is wrong everywhere. */
  private static final int MAX = 100;

  private final List<Violation> found = new ArrayList<>();

  public void add(String field, String rule) {
    if (found.size() < MAX) {
      found.add(new Violation(field, rule));
    }
  }

  /** Takes over what somebody else found inside the field that the prefix names. */
  void addAll(String prefix, List<Violation> violations) {
    violations.forEach(violation -> add(prefix + violation.field(), violation.rule()));
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
