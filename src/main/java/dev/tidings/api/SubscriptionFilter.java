package dev.tidings.api;

import java.io.Serializable;

/**
 * Which subscriptions: those that fulfil all conditions set.
 *
 * @param page its name is a part of the topic's name or of the endpoint's
 * @param topicId only those to this topic; 0 for any
 * @param endpointId only those of this endpoint; 0 for any
 */
public record SubscriptionFilter(PageRequest page, long topicId, long endpointId)
    implements Serializable {

  /** Of any topic and endpoint. */
  public static SubscriptionFilter of(PageRequest page) {
    return new SubscriptionFilter(page, 0, 0);
  }
}
