/**
 * The data source, transactions and their repetition, durability of commits, the database's clock.
 *
 * <p>Not here: what only one kind of database needs.
 */
package dev.tidings.platform.database;
