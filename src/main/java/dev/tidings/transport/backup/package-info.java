/**
 * Streams a backup of the database to an administrator while it is made.
 *
 * <p>Not here: what makes the copy consistent.
 */
package dev.tidings.transport.backup;
