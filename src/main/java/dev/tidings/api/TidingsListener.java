package dev.tidings.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a method called with the messages of a topic.
 *
 * <pre>{@code
 * @ApplicationScoped
 * class Packing {
 *   @Inject PubSub pubSub;
 *
 *   @TidingsListener(topic = "/shop/orders", name = "packing", concurrency = 2)
 *   void pack(Order order, Message message) {
 *     pubSub.publish("/shop/parcels", Publication.builder().data(parcelFor(order)).build());
 *   }
 * }
 * }</pre>
 *
 * <p>Each call is one JTA transaction: the acknowledgement of the message, and what the method
 * publishes and stores in the database of Tidings, are committed together or not at all. If the
 * method throws anything, the transaction is rolled back, and the message is rejected with the
 * exception's message as the reason. It is delivered again after about a second, and twice as long
 * each further time; after the topic's {@code max_deliveries} it becomes a dead letter.
 *
 * <p>The method belongs to a CDI bean, where it is not private, or is a public method of a session
 * bean with a no-interface view. It is not static and returns {@code void}. Its parameters:
 *
 * <ul>
 *   <li>The first may be the payload: {@code String}, {@code byte[]}, {@link Content}, or any other
 *       type, {@code JsonValue} included, which JSON-B reads. A message that cannot be read becomes
 *       a dead letter at once.
 *   <li>{@link Message}, {@link Receipt} and {@link SubscriptionKey} may stand at any place, once
 *       each.
 *   <li>With a {@code List} as the first parameter, the method gets batches: a {@code List<Order>},
 *       for example. {@link Message} and {@link Receipt} are then lists too, in the same order.
 *   <li>A method with a {@link Receipt} settles by hand: there is no acknowledgement by itself. A
 *       message that the method does not settle comes back when its lease ends.
 * </ul>
 *
 * <p>The deployment fails, with a sentence in the log for each error, if a method or a value here
 * is wrong, if the topic does not exist, or if the endpoint may not receive from it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TidingsListener {
  int MAX_CONCURRENCY = 100;
  int MAX_BATCH_SIZE = 1_000;
  int MAX_PREFETCH = 1_000;

  /** The name of the topic, such as {@code /shop/orders}; no pattern. */
  String topic();

  /**
   * What the listener is called in logs and by {@link Administration}: 1 to 100 letters, digits and
   * {@code . _ -}, only once in an application. Without it: the name of the application without a
   * version, the class and the method, such as {@code shop.Packing.pack}. Another name means
   * another endpoint, and so another queue.
   */
  String name() default "";

  /**
   * The name of the endpoint that receives. Without it: the name of the listener. An endpoint that
   * does not exist is created with the type {@code service} and the permission to receive from the
   * topic. One that exists must have that permission.
   */
  String endpoint() default "";

  /**
   * How many calls may run at the same time on one node, 1 to {@value #MAX_CONCURRENCY}. With 1,
   * messages are worked on in the order of the queue.
   */
  int concurrency() default 1;

  /** The most messages of one batch, 1 to {@value #MAX_BATCH_SIZE}; counts for lists only. */
  int batchSize() default 100;

  /**
   * How many messages are leased ahead for each concurrent call, 1 to {@value #MAX_PREFETCH}; for
   * lists at least two batches. The fewer, the better several nodes share slow work, and the sooner
   * a message of a higher priority gets its turn.
   */
  int prefetch() default 100;

  /**
   * How long one call may take, from {@code PT1S} to {@code PT12H}, in ISO 8601. That long the
   * lease of its messages is extended, and that long the transaction may last. A call that takes
   * longer is rolled back, and its messages are delivered again.
   */
  String timeout() default "PT5M";

  /** Whether to create the topic with the default settings if it does not exist. */
  boolean createTopic() default false;

  /** Reserved. The deployment fails if it is not empty. */
  String selector() default "";
}
