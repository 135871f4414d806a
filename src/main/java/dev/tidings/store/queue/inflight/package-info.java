/**
 * Messages beside the cursor: leases, receipts, settlement, redeliveries, dead letters.
 *
 * <p>Not here: which message is next.
 */
package dev.tidings.store.queue.inflight;
