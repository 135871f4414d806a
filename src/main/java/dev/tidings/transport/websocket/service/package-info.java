/**
 * What clients can invoke by name over a WebSocket: the requests, the responses, the operations.
 *
 * <p>Not here: the state of a session.
 */
package dev.tidings.transport.websocket.service;
