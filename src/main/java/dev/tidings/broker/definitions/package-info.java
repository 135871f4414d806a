/**
 * Reads definitions of topics, endpoints and subscriptions from a YAML or JSON document, within
 * limits, and says in which line it is wrong.
 *
 * <p>Not here: applying them.
 */
package dev.tidings.broker.definitions;
