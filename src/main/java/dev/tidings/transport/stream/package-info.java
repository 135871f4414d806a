/**
 * Streams over HTTP: publications line by line, with a result for each, and deliveries as they
 * come.
 *
 * <p>Not here: addresses and headers, and what a publication or a message looks like in JSON.
 */
package dev.tidings.transport.stream;
