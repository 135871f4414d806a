/**
 * Where a subscription stands in its log: cursors, removals, low watermarks, unclaimed messages.
 *
 * <p>Not here: messages beside the cursor.
 */
package dev.tidings.store.queue;
