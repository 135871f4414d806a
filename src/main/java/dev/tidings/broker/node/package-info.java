/**
 * The nodes of the cluster: what each says of itself, who is connected to them, and the closing of
 * connections wherever they are.
 *
 * <p>Not here: figures of topics and queues, which are the same on all nodes.
 */
package dev.tidings.broker.node;
