/**
 * How many messages a queue has, and the limit on that.
 *
 * <p>Not here: reading the messages.
 */
package dev.tidings.store.queue.depth;
