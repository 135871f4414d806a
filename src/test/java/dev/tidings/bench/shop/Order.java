package dev.tidings.bench.shop;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;

/** What is stored as a row and published as a message, by every alternative as JSON. */
public class Order {
  private static final Jsonb JSONB = JsonbBuilder.create();

  private String id;
  private String queue;
  private String text;

  /** For JSON-B. */
  public Order() {}

  /**
   * One that goes to a queue.
   *
   * @param text makes the message as large as it is to be
   */
  Order(String id, String queue, String text) {
    this.id = id;
    this.queue = queue;
    this.text = text;
  }

  /** Reads what {@link #toJson} has written. */
  public static Order of(String json) {
    return JSONB.fromJson(json, Order.class);
  }

  /** For alternatives that leave it to the application. */
  public String toJson() {
    return JSONB.toJson(this);
  }

  public String getId() {
    return id;
  }

  public void setId(String id) {
    this.id = id;
  }

  public String getQueue() {
    return queue;
  }

  public void setQueue(String queue) {
    this.queue = queue;
  }

  public String getText() {
    return text;
  }

  public void setText(String text) {
    this.text = text;
  }
}
