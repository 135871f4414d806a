/**
 * Topics: names, settings, and the row lock that orders a topic's log.
 *
 * <p>Not here: messages.
 */
package dev.tidings.store.topic;
