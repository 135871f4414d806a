/**
 * The contract as beans, and the start and stop of what runs without a call.
 *
 * <p>Not here: the use cases themselves, which the packages below have.
 */
package dev.tidings.broker;
