/**
 * What only PostgreSQL needs: its driver's settings, commits that share a WAL flush.
 *
 * <p>Not here: anything that H2 needs too.
 */
package dev.tidings.platform.database.postgresql;
