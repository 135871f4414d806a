package dev.tidings.store.subscription;

import dev.tidings.api.SubscriptionKey;

/** What every request of a client needs of its subscription; remembered, so up to 1 s old. */
public record SubscriptionSnapshot(
    long id, SubscriptionKey key, long topicId, long endpointId, boolean isActive) {}
