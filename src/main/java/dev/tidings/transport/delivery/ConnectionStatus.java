package dev.tidings.transport.delivery;

import java.time.Instant;

/**
 * What administrators see of a connection.
 *
 * @param transport such as {@code websocket}
 * @param endpointName empty as long as nobody has logged in
 * @param window messages that it may have without settling them
 * @param unsettled messages that it has and has not settled, a moment ago
 */
public record ConnectionStatus(
    String transport,
    String endpointName,
    String address,
    Instant since,
    long window,
    long unsettled) {}
