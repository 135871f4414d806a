/**
 * Publishing many messages of one client at once, with a result for each: what streams and
 * WebSockets need.
 *
 * <p>Not here: how a client sends them, and how results are written.
 */
package dev.tidings.transport.publish;
