package dev.tidings.store.subscription;

/** The names of what a subscription connects. */
public record SubscriptionNames(String topicName, String endpointName) {}
