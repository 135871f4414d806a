/**
 * Endpoints, their patterns, and who may publish or receive where.
 *
 * <p>Not here: how a password is verified.
 */
package dev.tidings.store.endpoint;
