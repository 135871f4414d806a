package dev.tidings.api;

import java.io.Serializable;

/** A subscription as definitions describe it. Its key is made by the server. */
public record SubscriptionDefinition(String topicName, String endpointName, boolean isActive)
    implements Serializable {}
