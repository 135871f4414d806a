package dev.tidings.bench;

import dev.tidings.bench.shop.Queues;

/** A queue of the application, and the load on it. */
enum ShopQueue {
  ONE(Queues.ONE, 1),
  MANY(Queues.MANY, 32);

  private final String queue;
  private final int publishers;

  ShopQueue(String queue, int publishers) {
    this.queue = queue;
    this.publishers = publishers;
  }

  /** As the application calls it. */
  String queue() {
    return queue;
  }

  int publishers() {
    return publishers;
  }

  String publishing() {
    return "publish, " + threads(publishers);
  }

  String packing() {
    return "listen, " + threads(Queues.listeners(queue));
  }

  private static String threads(int count) {
    return count + (count == 1 ? " thread" : " threads");
  }
}
