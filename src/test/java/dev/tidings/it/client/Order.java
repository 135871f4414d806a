package dev.tidings.it.client;

/** What the tests publish and receive. */
public class Order {
  public String fruit;
  public int number;

  public Order() {}

  public Order(String fruit, int number) {
    this.fruit = fruit;
    this.number = number;
  }

  @Override
  public String toString() {
    return number + " " + fruit;
  }
}
