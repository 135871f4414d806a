/**
 * Requests as their clients sent them, when trusted proxies passed them on.
 *
 * <p>Not here: who the client is.
 */
package dev.tidings.transport.http.proxy;
