/**
 * The administration API, for endpoints that administer or monitor.
 *
 * <p>Not here: reading and publishing messages.
 */
package dev.tidings.transport.admin;
