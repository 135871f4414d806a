package dev.tidings.bench.shop;

/** What an alternative does for the application. Its listeners call {@link Packing}. */
public interface Messaging {

  /** Publishes to the order's queue, in the caller's transaction. */
  void publish(Order order);

  /** Called before a queue is used, for listeners whose number is nowhere declared. */
  default void prepare(int listeners) {}
}
