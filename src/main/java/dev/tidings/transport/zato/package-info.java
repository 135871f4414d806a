/**
 * The HTTP API that is compatible with Zato, and the requests that its WebSocket protocol shares.
 *
 * <p>Not here: sessions and frames.
 */
package dev.tidings.transport.zato;
