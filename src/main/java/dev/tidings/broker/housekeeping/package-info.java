/**
 * Removes what no reader needs: trimmed messages, expired leases, old idempotency keys and old
 * entries of the audit log.
 *
 * <p>Not here: anything that a reader depends on.
 */
package dev.tidings.broker.housekeeping;
