package dev.tidings.client;

/** What an application publishes and receives, in the form that every JSON library takes. */
public class Order {
  private String fruit;
  private int number;

  public Order() {}

  Order(String fruit, int number) {
    this.fruit = fruit;
    this.number = number;
  }

  public String getFruit() {
    return fruit;
  }

  public void setFruit(String value) {
    fruit = value;
  }

  public int getNumber() {
    return number;
  }

  public void setNumber(int value) {
    number = value;
  }

  @Override
  public String toString() {
    return number + " " + fruit;
  }
}
