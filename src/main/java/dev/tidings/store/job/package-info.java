/**
 * Jobs of administrators: what they are to do and how far they have come.
 *
 * <p>Not here: doing it.
 */
package dev.tidings.store.job;
