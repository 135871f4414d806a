/**
 * Removes what no reader needs: trimmed messages, expired leases and old idempotency keys.
 *
 * <p>Not here: anything that a reader depends on.
 */
package dev.tidings.broker.housekeeping;
