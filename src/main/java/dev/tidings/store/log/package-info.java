/**
 * The messages: one log for each topic, in lanes by position; segments, expiry and trimming. Alone
 * names the table segment.
 *
 * <p>Not here: what one subscription has seen.
 */
package dev.tidings.store.log;
