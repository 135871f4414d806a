package dev.tidings.platform.metrics;

/**
 * A topic, an endpoint or a subscription, as far as it takes to see that it has changed.
 *
 * @param kind {@code topic}, {@code endpoint} or {@code subscription}
 * @param version grows with each change
 * @param name of a subscription, those of its topic and its endpoint, with a space between
 */
public record ConfiguredObject(String kind, long id, long version, String name) {
  public static final String TOPIC = "topic";
}
