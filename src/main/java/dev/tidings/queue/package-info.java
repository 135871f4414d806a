/**
 * One subscription's view of the log: a cursor, which says that everything before it is done, and
 * small tables of exceptions. A message is for a subscription the first of these that is true: held
 * beside the cursor, before the cursor and so done, removed, expired, or else waiting.
 */
package dev.tidings.queue;
