/**
 * Figures for those who watch: how all queues stand, rates and their history.
 *
 * <p>Not here: the counters themselves, and the formats in which figures are read.
 */
package dev.tidings.broker.statistics;
