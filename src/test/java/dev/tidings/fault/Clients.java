package dev.tidings.fault;

import dev.tidings.fault.Load.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Puts the clients of a load together. */
final class Clients {
  private final Stage stage;
  private final Round round;
  private final Random random;
  private final List<Client> clients = new ArrayList<>();

  /** Somebody who comes and goes is always there. */
  Clients(Stage stage, Round round, Random random) {
    this.stage = stage;
    this.round = round;
    this.random = random;
    clients.add(new ChurningSubscriber(stage, random.nextLong()));
  }

  Clients publishers(int count) {
    for (int number = 1; number <= count; number++) {
      EventLog log = round.log("publisher-" + number);
      clients.add(new FaultPublisher(stage, round.run(), number, log, random.nextLong()));
    }
    return this;
  }

  /** One for the first subscription, the others compete for the second. */
  Clients consumers(int count) {
    for (int number = 1; number <= count; number++) {
      String subscription = stage.subscribers().get(number == 1 ? 0 : 1);
      EventLog log = round.log("consumer-" + number);
      clients.add(new FaultConsumer(stage, subscription, log, random.nextLong()));
    }
    return this;
  }

  List<Client> all() {
    return clients;
  }
}
