/**
 * Spans by the messaging conventions of OpenTelemetry, where an agent or the application records
 * them. Alone uses the API of OpenTelemetry, and works where that is absent.
 *
 * <p>Not here: the header {@code traceparent}, which the transports read and write whether there
 * are spans or not.
 */
package dev.tidings.platform.tracing;
