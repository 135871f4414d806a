/**
 * What every HTTP request passes before a resource: its path, origin and credentials, and its body.
 *
 * <p>Not here: resources and JSON.
 */
package dev.tidings.transport.http.filter;
