/**
 * Messages, calls and problems as JSON: reading with limits and violations, writing in the
 * documented order.
 *
 * <p>Not here: HTTP, sessions, and what a request is allowed to do.
 */
package dev.tidings.transport.json;
