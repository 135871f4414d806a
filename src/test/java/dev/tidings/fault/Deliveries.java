package dev.tidings.fault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What one subscription got, and what it said about it. */
final class Deliveries {
  private final String subscription;
  private final Map<String, Received> byName = new HashMap<>();
  private final Map<String, Long> lastCall = new HashMap<>();

  Deliveries(String subscription) {
    this.subscription = subscription;
  }

  void accept(Event event) {
    if (!event.sub().equals(subscription)) {
      return;
    }
    switch (event.f()) {
      case RECEIVE, GET -> acceptDelivery(event);
      case ACKNOWLEDGE -> acceptAcknowledgement(event);
      default -> {}
    }
  }

  private void acceptDelivery(Event event) {
    if (event.type() == Outcome.INVOKE) {
      lastCall.put(event.proc(), event.t());
    } else if (event.type() == Outcome.OK && event.hasMessage()) {
      long asked = lastCall.getOrDefault(event.proc(), event.t());
      received(event.msg()).deliveries.add(Delivery.of(event, asked));
    }
  }

  private void acceptAcknowledgement(Event event) {
    Received received = received(event.msg());
    if (event.type() == Outcome.OK) {
      received.acknowledgements.add(event);
    } else if (event.type() == Outcome.INVOKE) {
      received.pending++;
    } else if (event.type() == Outcome.FAIL) {
      received.pending--;
    }
  }

  private Received received(String name) {
    return byName.computeIfAbsent(name, any -> new Received());
  }

  void forEach(BiConsumer<String, Received> reader) {
    byName.forEach(reader);
  }

  /**
   * One delivery.
   *
   * @param asked when the call began that it answers
   * @param count how many deliveries there were, this one included
   */
  record Delivery(long asked, int count, String sha, boolean isFinal) {
    /** What is taken for good says how often it was delivered before. */
    static Delivery of(Event event, long asked) {
      boolean isFinal = event.f() == Action.GET;
      return new Delivery(asked, event.dc() + (isFinal ? 1 : 0), event.sha(), isFinal);
    }
  }

  /** One message at this subscription. */
  static final class Received {
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<Event> acknowledgements = new ArrayList<>();
    private int pending;

    boolean isDelivered() {
      return !deliveries.isEmpty();
    }

    /** In the order in which the server made them. */
    List<Delivery> inOrder() {
      return deliveries.stream().sorted(Comparator.comparingInt(Delivery::count)).toList();
    }

    /** Nothing more has to come: taken for good, or acknowledged, be it without an answer. */
    boolean isSettled() {
      return pending > 0 || deliveries.stream().anyMatch(Delivery::isFinal);
    }

    /** The server has said so: then it was there. */
    boolean isAcknowledged() {
      return !acknowledgements.isEmpty();
    }

    /** Asked for after the answer to an acknowledgement, or counted after what it settled. */
    boolean isAfterAcknowledgement(Delivery delivery) {
      return acknowledgements.stream()
          .anyMatch(done -> delivery.asked() > done.t() || delivery.count() > done.dc());
    }
  }
}
