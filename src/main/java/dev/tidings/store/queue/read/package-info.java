/**
 * The messages of a queue in the order of delivery: lease, browse, see whether any are ready.
 *
 * <p>Not here: settlement.
 */
package dev.tidings.store.queue.read;
