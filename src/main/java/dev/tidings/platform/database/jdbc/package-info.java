/**
 * Statements: the runner, pipelined queries, deferred updates, and what an SQL error means.
 *
 * <p>Not here: transactions.
 */
package dev.tidings.platform.database.jdbc;
