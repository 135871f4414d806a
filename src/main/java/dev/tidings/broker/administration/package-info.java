/**
 * Topics, endpoints and subscriptions: make, change, delete; what an empty database starts with;
 * backups.
 *
 * <p>Not here: HTTP and JSON.
 */
package dev.tidings.broker.administration;
