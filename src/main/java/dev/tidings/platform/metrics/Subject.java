package dev.tidings.platform.metrics;

/** What statistics are of: everything, a topic, or a subscription. */
public record Subject(Kind kind, long id) {
  public static final Subject WHOLE = new Subject(Kind.WHOLE, 0);

  /** The kinds there are. */
  public enum Kind {
    WHOLE,
    TOPIC,
    SUBSCRIPTION
  }

  public static Subject topic(long id) {
    return new Subject(Kind.TOPIC, id);
  }

  public static Subject subscription(long id) {
    return new Subject(Kind.SUBSCRIPTION, id);
  }
}
