/**
 * The documentation that a node serves: the description of the HTTP APIs for programs, and pages
 * for people that need no other server.
 *
 * <p>Not here: the texts themselves, which are the files in {@code docs}.
 */
package dev.tidings.transport.docs;
