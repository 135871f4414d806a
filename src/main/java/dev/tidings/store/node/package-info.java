/**
 * The nodes that share the database: what each says of itself, and which connections others want it
 * to close.
 *
 * <p>Not here: when a node counts as silent.
 */
package dev.tidings.store.node;
