/**
 * Within one transaction: validates publications, detects duplicates, and appends to the logs.
 *
 * <p>Not here: transactions, batches and wake-ups.
 */
package dev.tidings.broker.append;
