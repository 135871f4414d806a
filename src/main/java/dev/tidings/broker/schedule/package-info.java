/**
 * Delayed messages: kept until they are due, then moved into the log.
 *
 * <p>Not here: the table that they wait in, which belongs to the log.
 */
package dev.tidings.broker.schedule;
