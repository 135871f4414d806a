package dev.tidings.api;

import java.util.Locale;

/** What keeps a queue from delivering a message that waits in it. */
public enum DeliveryObstacle {
  SUBSCRIPTION_INACTIVE("The subscription is inactive."),
  /** See {@link Administration#access}. */
  ENDPOINT_MAY_NOT_RECEIVE("The endpoint is inactive, or its role or patterns forbid it."),
  WINDOW_FULL("Too many messages of the queue are leased or wait for redelivery.");

  private final String explanation;

  DeliveryObstacle(String explanation) {
    this.explanation = explanation;
  }

  /** Such as {@code window-full}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One sentence. */
  public String explanation() {
    return explanation;
  }
}
