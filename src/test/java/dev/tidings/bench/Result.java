package dev.tidings.bench;

import java.util.List;

/**
 * One line of the table.
 *
 * @param scenario as docs/performance.md calls it
 * @param subject what was measured
 * @param unit what the rate counts
 */
record Result(
    String scenario, String subject, String unit, Measurement measurement, List<Ratio> ratios) {

  Result(String scenario, String subject, String unit, Measurement measurement, Ratio... ratios) {
    this(scenario, subject, unit, measurement, List.of(ratios));
  }
}
