package dev.tidings.system;

import dev.tidings.fixture.RawWebSocket;
import dev.tidings.it.websocket.Account;
import dev.tidings.it.websocket.SilentClient;
import java.net.URI;

/** The pictures of all screens that are in {@code docs/console.md}, with ordinary contents. */
final class ConsolePictures {
  private final TidingsProcess server;
  private final ConsolePage page;

  ConsolePictures(TidingsProcess server, ConsolePage page) {
    this.server = server;
    this.page = page;
  }

  void are_taken() {
    ConsoleData.makePresentable(server);
    page.go("#/", "Deepest queues");
    page.pictures("overview", "Overview");
    topics();
    queues();
    endpoints();
    connections();
    take("jobs", "#/jobs", "What is done with many messages");
    take("audit", "#/audit", "create");
    take("definitions", "#/definitions", "As it is now");
    take("listeners", "#/listeners", "This application has no listeners.");
    take("settings", "#/settings", "tidings.admin.password");
  }

  private void topics() {
    String topic = "#/topics/" + id("topics");
    take("topics", "#/topics", ConsoleData.TOPIC);
    take("topic", topic, ConsoleData.CONSUMER);
    take("publish", topic + "?show=publish", "Correlation id");
  }

  private void queues() {
    long queue = id("subscriptions");
    take("queues", "#/queues", ConsoleData.CONSUMER);
    page.go("#/queues/" + queue, "priority 9");
    page.evaluate("document.querySelectorAll('.message-button')[0].click()");
    page.shows("Message id");
    page.pictures("queue", "Message id");
    take("dead-letters", "#/dead-letters", ConsoleData.TOPIC);
    take("dead-letters-of-a-queue", "#/queues/" + queue + "?state=dead", "out of stock");
    take("message", "#/messages/" + ConsoleData.deadLetter(server, queue), "In the queues");
  }

  private void endpoints() {
    take("endpoints", "#/endpoints", ConsoleData.CONSUMER);
    take("endpoint", "#/endpoints/" + id("endpoints", ConsoleData.CONSUMER), "Try a topic out");
    take("access", "#/access?topic=" + ConsoleData.TOPIC, ConsoleData.CONSUMER);
  }

  private void connections() {
    Account account = new Account(ConsoleData.CONSUMER, Setup.PASSWORD);
    RawWebSocket socket = RawWebSocket.open(URI.create("ws://127.0.0.1:" + server.port() + "/ws"));
    try (SilentClient client = new SilentClient(socket, account)) {
      client.subscribe("/shop/invoices");
      take("connections", "#/connections", "/shop/invoices");
    }
  }

  private void take(String name, String place, String text) {
    page.go(place, text);
    page.pictures(name, text);
  }

  private long id(String what) {
    return id(what, ConsoleData.TOPIC);
  }

  private long id(String what, String text) {
    return ConsoleData.id(server, what, text);
  }
}
