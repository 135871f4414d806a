/**
 * What administrators did, and what it changed.
 *
 * <p>Not here: what is worth an entry.
 */
package dev.tidings.store.audit;
