/**
 * Group commit: work for the same topic or queue that arrives together is committed together.
 *
 * <p>Not here: what the work is.
 */
package dev.tidings.broker.batch;
