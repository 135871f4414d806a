/**
 * The message log: one per topic, with one lane per priority. A message is one row, whatever the
 * number of subscriptions. Only this package names the table {@code message}.
 *
 * <p>Positions of a lane have no gaps and become visible in ascending order, because an append
 * holds the topic's row lock until the commit. A reader that has seen a position has therefore seen
 * all positions before it.
 */
package dev.tidings.log;
