/**
 * What operators use: the ready line, the link for the first password, the version, the description
 * of the WebSocket API.
 *
 * <p>Not here: the APIs themselves.
 */
package dev.tidings.platform.ops;
