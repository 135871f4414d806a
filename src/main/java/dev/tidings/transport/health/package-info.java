/**
 * Whether the node lives, has started and can work, for those who start, watch and stop it.
 *
 * <p>Not here: how to find that out.
 */
package dev.tidings.transport.health;
