/**
 * Receiving request bodies without holding a thread, and the memory that incomplete ones may take.
 *
 * <p>Not here: what a body says.
 */
package dev.tidings.transport.http.body;
