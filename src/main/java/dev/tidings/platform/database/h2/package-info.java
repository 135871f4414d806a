/**
 * What only the embedded H2 needs: its file, its durability, its recovery after a crash.
 *
 * <p>Not here: anything that PostgreSQL needs too.
 */
package dev.tidings.platform.database.h2;
