/**
 * Writes what administrators do into the audit log, with the transactions that do it.
 *
 * <p>Not here: what is written.
 */
package dev.tidings.broker.audit;
