/**
 * The WebSocket endpoint: handshake, sessions, heartbeat, prefetch, and the deliveries of each
 * session.
 *
 * <p>Not here: the container's sockets, and what the services do.
 */
package dev.tidings.transport.websocket;
