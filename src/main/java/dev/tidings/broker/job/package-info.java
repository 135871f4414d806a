/**
 * Jobs of administrators, in batches that are each a transaction of its own.
 *
 * <p>Not here: what a batch does to a queue; it calls the contract.
 */
package dev.tidings.broker.job;
