package dev.tidings.transport.publish;

import dev.tidings.api.Publication;
import java.util.Optional;

/**
 * One of the messages that a client publishes.
 *
 * @param number by which the client knows it
 * @param idempotencyKey of this one alone
 */
public record Entry(long number, Publication publication, Optional<String> idempotencyKey) {}
