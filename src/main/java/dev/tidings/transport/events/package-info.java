/**
 * One stream of server-sent events for those who watch the node: figures, changes of the
 * configuration, connections and alerts.
 *
 * <p>Not here: the figures themselves.
 */
package dev.tidings.transport.events;
