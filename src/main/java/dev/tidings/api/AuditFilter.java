package dev.tidings.api;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries of the audit log: those that fulfil all conditions set.
 *
 * @param page its {@code after} is the id of the last entry seen, and its name a part of the
 *     object's name
 * @param actor the name of the endpoint; empty for any
 * @param from the first moment; null for any
 * @param to the moment before which they were; null for any
 */
public record AuditFilter(
    PageRequest page,
    String actor,
    Optional<AuditAction> action,
    Optional<AuditKind> kind,
    Instant from,
    Instant to) {}
