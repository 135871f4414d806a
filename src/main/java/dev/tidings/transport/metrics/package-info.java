/**
 * What the node measures, in the formats of Prometheus. Alone uses Micrometer, with a registry of
 * its own.
 *
 * <p>Not here: what is measured where.
 */
package dev.tidings.transport.metrics;
