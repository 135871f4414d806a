/**
 * One connection of the container: its socket, its address, the queue of frames, fragments of
 * messages.
 *
 * <p>Not here: what the frames say.
 */
package dev.tidings.transport.websocket.connection;
