package dev.tidings.client;

import java.util.List;

/** A program that has nothing but the client and what it needs. */
final class StandaloneProgram {
  private StandaloneProgram() {}

  public static void main(String[] arguments) {
    TidingsClient client =
        TidingsClient.builder(arguments[0]).credentials("demo", "demo-secret").build();
    System.out.println(client.publish("/demo/orders", "Two apples").orElseThrow());
    List<Message<Content>> messages = client.receive("/demo/orders", new ReceiveRequest());
    System.out.println(messages.get(0).getData().asString());
    System.out.println(client.acknowledge(messages.get(0)));
    try {
      client.status("/demo/orders");
    } catch (NotSubscribedException e) {
      System.out.println(e.code());
    }
  }
}
