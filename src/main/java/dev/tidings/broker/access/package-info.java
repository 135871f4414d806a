/**
 * Finds the topic or the subscription that a caller names, and checks the access policy.
 *
 * <p>Not here: changes of any kind.
 */
package dev.tidings.broker.access;
