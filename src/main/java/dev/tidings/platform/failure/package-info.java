/**
 * What failures below mean for callers and for the log, whatever wrapped them on the way.
 *
 * <p>Not here: how work goes on after a failure, and what its caller gets over the network.
 */
package dev.tidings.platform.failure;
