/**
 * What a node counts and measures: names, counters, histograms, and the figures of all queues as
 * those see them who read them.
 *
 * <p>Not here: the format in which they are read, and the queries behind the figures of queues.
 */
package dev.tidings.platform.metrics;
