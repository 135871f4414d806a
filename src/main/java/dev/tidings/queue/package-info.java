/**
 * One subscription's view of the log: a cursor, before which every message is done, and small
 * tables of exceptions. For a subscription, a message is in the first of these states that applies:
 * held beside the cursor, done because it is before the cursor, removed, expired, or waiting.
 */
package dev.tidings.queue;
