package dev.tidings.platform.metrics;

import java.time.Instant;
import java.util.List;

/**
 * The activity of a subject over time.
 *
 * @param end of the last point; each covers one step of the resolution
 * @param published messages in each step, the oldest first; the others alike
 * @param depth of the queues at the end of each step
 */
public record ActivityHistory(
    Instant end,
    Resolution resolution,
    List<Integer> published,
    List<Integer> delivered,
    List<Integer> acknowledged,
    List<Integer> depth) {}
