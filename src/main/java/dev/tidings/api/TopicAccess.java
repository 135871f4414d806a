package dev.tidings.api;

import java.io.Serializable;

/**
 * What an endpoint may do with a topic at this moment.
 *
 * @param subscriptionId of its subscription to the topic; 0 when it has none
 */
public record TopicAccess(
    String endpointName,
    String topicName,
    AccessDecision publish,
    AccessDecision receive,
    long subscriptionId)
    implements Serializable {}
