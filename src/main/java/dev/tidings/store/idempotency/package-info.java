/**
 * What a publisher has said under an idempotency key, and the digest that compares publications.
 *
 * <p>Not here: the decision what a duplicate is answered.
 */
package dev.tidings.store.idempotency;
