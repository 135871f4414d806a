/**
 * Hashing of passwords, on threads of its own.
 *
 * <p>Not here: whose passwords they are.
 */
package dev.tidings.security.password;
