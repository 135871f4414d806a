package dev.tidings.api;

import java.io.Serializable;
import java.time.Instant;

/**
 * A subscription as it is stored.
 *
 * @param version changes with every change
 * @param patternMatched the line of the endpoint's patterns that allowed it
 * @param isActive false while it delivers nothing
 * @param queueDepth the number of messages that wait
 */
public record SubscriptionDetails(
    long id,
    long version,
    Instant createdAt,
    SubscriptionKey key,
    String topicName,
    String endpointName,
    String patternMatched,
    boolean isActive,
    long queueDepth)
    implements Serializable {}
