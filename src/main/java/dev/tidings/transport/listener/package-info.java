/**
 * Listeners: methods of the application that are called with the messages of a topic, each call in
 * a transaction of its own. Finds and checks them when the application is deployed, and runs them
 * on the delivery of {@code transport.delivery}.
 *
 * <p>Not here: the annotation, which is in the contract, and HTTP.
 */
package dev.tidings.transport.listener;
