/**
 * What nodes tell each other about what they have counted.
 *
 * <p>Not here: what that means.
 */
package dev.tidings.store.statistics;
