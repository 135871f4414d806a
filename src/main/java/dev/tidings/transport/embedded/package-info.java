/**
 * Serves the HTTP APIs, the pages and the WebSocket of Tidings below a path of a host application.
 *
 * <p>Not here: what they do. In an application of its own, web.xml says the same.
 */
package dev.tidings.transport.embedded;
