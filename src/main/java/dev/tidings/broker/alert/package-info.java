/**
 * What somebody should look at, and who does.
 *
 * <p>Not here: the alert rules for Prometheus, which are in {@code ops/}.
 */
package dev.tidings.broker.alert;
