package dev.tidings.platform.metrics;

/**
 * A topic, an endpoint or a subscription, as far as it takes to see that it has changed.
 *
 * @param kind {@code topic}, {@code endpoint} or {@code subscription}
 * @param version grows with each change
 * @param name of a subscription, those of its topic and its endpoint, with a space between
 * @param isActive false for one that is paused
 */
public record ConfiguredObject(String kind, long id, long version, String name, boolean isActive) {
  public static final String TOPIC = "topic";
  public static final String ENDPOINT = "endpoint";
  public static final String SUBSCRIPTION = "subscription";
}
