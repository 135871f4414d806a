/**
 * A caller's transaction: what it publishes and settles is done just before its commit.
 *
 * <p>Not here: transactions of Tidings' own, which the database package runs.
 */
package dev.tidings.broker.transaction;
