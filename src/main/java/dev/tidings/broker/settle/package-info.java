/**
 * Acknowledge, reject, extend: at once, batched, or with a caller's commit.
 *
 * <p>Not here: how leases are stored.
 */
package dev.tidings.broker.settle;
