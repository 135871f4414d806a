package dev.tidings.api;

import java.util.Locale;

/** What decides whether an endpoint may publish to a topic or receive from it. */
public enum AccessReason {
  /** A line of its patterns matches, so it may. */
  PATTERN("A line of the endpoint's patterns matches the topic's name."),
  /** Its role does not include that. */
  ROLE("The role of the endpoint does not include this."),
  ENDPOINT_INACTIVE("The endpoint is inactive."),
  /** Only administrators and code inside the server use the broker's own topics. */
  RESERVED_NAME("Names under /tidings/ are the broker's own."),
  NO_PATTERN("No line of the endpoint's patterns matches the topic's name."),
  NO_TOPIC("There is no topic of that name."),
  /** The topic refuses publications, whoever they come from. */
  TOPIC_INACTIVE("The topic is inactive and refuses publications."),
  /** Its subscription exists and delivers nothing. */
  SUBSCRIPTION_INACTIVE("The subscription is inactive and delivers nothing.");

  private final String explanation;

  AccessReason(String explanation) {
    this.explanation = explanation;
  }

  /** Such as {@code no-pattern}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One sentence. */
  public String explanation() {
    return explanation;
  }
}
