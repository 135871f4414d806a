package dev.tidings.it.listener;

/** As JSON-B reads it. */
public class Order {
  public String item;
  public int amount;

  public static Order of(String item, int amount) {
    Order order = new Order();
    order.item = item;
    order.amount = amount;
    return order;
  }

  @Override
  public String toString() {
    return item + " " + amount;
  }
}
