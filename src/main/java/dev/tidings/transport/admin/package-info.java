/**
 * The administration API, for endpoints with the role of an administrator.
 *
 * <p>Not here: reading and publishing messages.
 */
package dev.tidings.transport.admin;
