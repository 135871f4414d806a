/**
 * Explains: where a message is, what each queue has of it, and who may use a topic.
 *
 * <p>Not here: anything that changes something.
 */
package dev.tidings.broker.trace;
