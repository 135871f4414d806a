package dev.tidings.platform.metrics;

import java.util.Map;

/**
 * What happens and how the queues stand.
 *
 * @param isCurrent false while the database does not answer: then the figures are the last ones
 * @param nodes how many nodes were heard of in the last minute, this one included
 * @param activities of what was active since the node started
 */
public record Statistics(
    Figures figures, boolean isCurrent, int nodes, Map<Subject, Activity> activities) {

  public Activity of(Subject subject) {
    return activities.getOrDefault(subject, Activity.NONE);
  }
}
