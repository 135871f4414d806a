package dev.tidings.transport.listener;

/** As an application has it. */
public class SomeOrder {
  public String item;
  public int amount;
}
