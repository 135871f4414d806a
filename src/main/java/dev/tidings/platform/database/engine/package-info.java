/**
 * What a kind of database has to offer: connections that survive its restarts, and commits that are
 * durable when a caller is answered.
 *
 * <p>Not here: what only one kind does, and what is the same for all.
 */
package dev.tidings.platform.database.engine;
