package dev.tidings.bench;

import java.util.Optional;

/**
 * A result in relation to a limit.
 *
 * @param limit what the limit is called
 * @param target what it is to be, if anybody has said
 */
record Ratio(double value, String limit, Optional<Target> target) {

  static Ratio of(double value, double limitValue, String limit) {
    return new Ratio(value / limitValue, limit, Optional.empty());
  }

  static Ratio of(double value, double limitValue, String limit, Target target) {
    return new Ratio(value / limitValue, limit, Optional.of(target));
  }
}
