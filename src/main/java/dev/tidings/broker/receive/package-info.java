/**
 * Receive, browse, status and dead letters of one queue.
 *
 * <p>Not here: settling.
 */
package dev.tidings.broker.receive;
