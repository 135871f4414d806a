package dev.tidings.api;

import java.io.Serializable;

/**
 * A {@link TidingsListener} method of this application.
 *
 * @param method its class and name
 * @param subscriptionId the subscription that it receives from; 0 while it has none
 * @param batchSize the most messages of one call; 1 for a method that takes no list
 * @param running the number of calls that run on this node at the moment
 */
public record ListenerDetails(
    String name,
    String method,
    String topicName,
    String endpointName,
    long subscriptionId,
    ListenerState state,
    int concurrency,
    int batchSize,
    int running)
    implements Serializable {}
