/**
 * The message log: one for each topic, in lanes, one lane for each priority. A message is one row,
 * however many subscriptions there are. This is the only code that names the table {@code message}.
 *
 * <p>In a lane, positions 1, 2, 3 … have no holes and become visible in their order, because
 * whoever appends holds the topic's row lock until the commit. A reader that has seen a position
 * has therefore seen all before it.
 */
package dev.tidings.log;
