package dev.tidings.transport.metrics;

import dev.tidings.platform.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * The series of one metric, of which there are only so many: whoever stores them pays for each. The
 * first ones have names of their own. The others are combined, with {@code _other} in place of the
 * names of topics and endpoints.
 */
final class SeriesLimit {
  static final String OTHER = "_other";

  /** As many as a metric has states, which each have a series of others. */
  private static final int STATES = 4;

  private final Metric metric;
  private final int named;
  private final DoubleBinaryOperator combined;
  private final Map<List<String>, Double> values = new LinkedHashMap<>();

  SeriesLimit(Metric metric, int most, DoubleBinaryOperator combined) {
    this.metric = metric;
    this.named = most - (metric.labels().contains(Metric.Label.STATE) ? STATES : 1);
    this.combined = combined;
  }

  /**
   * Adds a value.
   *
   * @param labels their values, in the order of the metric's labels
   */
  void add(double value, String... labels) {
    List<String> names = List.of(labels);
    boolean hasPlace = values.size() < named || values.containsKey(names);
    values.merge(hasPlace ? names : others(names), value, combined::applyAsDouble);
  }

  private List<String> others(List<String> names) {
    List<String> others = new ArrayList<>(names);
    for (int i = 0; i < names.size(); i++) {
      String label = metric.labels().get(i);
      if (label.equals(Metric.Label.TOPIC) || label.equals(Metric.Label.ENDPOINT)) {
        others.set(i, OTHER);
      }
    }
    return others;
  }

  Map<List<String>, Double> values() {
    return values;
  }
}
