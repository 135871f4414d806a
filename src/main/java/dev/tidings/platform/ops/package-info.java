/**
 * What operators use: the ready line, the version, the description of the WebSocket API.
 *
 * <p>Not here: the APIs themselves.
 */
package dev.tidings.platform.ops;
