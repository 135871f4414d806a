/**
 * Subscriptions and their keys.
 *
 * <p>Not here: cursors and leases.
 */
package dev.tidings.store.subscription;
