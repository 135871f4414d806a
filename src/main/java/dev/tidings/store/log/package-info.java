/**
 * The messages: one log for each topic, in lanes by position; expiry and trimming. Alone names the
 * table message.
 *
 * <p>Not here: what one subscription has seen.
 */
package dev.tidings.store.log;
