package dev.tidings.fault;

import dev.tidings.fault.Deliveries.Delivery;
import dev.tidings.fault.Deliveries.Received;
import dev.tidings.fault.Publications.Publication;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges the logs of a round that ended with a complete drain: what went in must have come out of
 * every queue, as it was, and nothing else. Reads the logs once for the publications and once for
 * each subscription.
 */
final class Checker {
  private final EventLogs logs;
  private final Publications publications = new Publications();
  private final Verdict verdict = new Verdict();

  private Checker(EventLogs logs) {
    this.logs = logs;
  }

  /** All subscriptions were there before the first message, and are on the only topic. */
  static Verdict check(EventLogs logs, List<String> subscriptions) {
    return new Checker(logs).check(subscriptions);
  }

  private Verdict check(List<String> subscriptions) {
    logs.forEach(publications::accept);
    for (int number = 0; number < subscriptions.size(); number++) {
      judgeDeliveries(number, subscriptions.get(number));
    }
    publications.all().forEach(this::countPublication);
    for (int number = 0; number < subscriptions.size(); number++) {
      judgeLosses(number, subscriptions.get(number));
      judgeRequests(number, subscriptions.get(number));
    }
    return verdict;
  }

  private void judgeDeliveries(int number, String subscription) {
    Deliveries deliveries = new Deliveries(subscription);
    logs.forEach(deliveries::accept);
    deliveries.forEach(
        (name, received) -> {
          if (received.isDelivered()) {
            judge(subscription + " got " + name, name, received);
          }
          publications.find(name).ifPresent(one -> note(number, received, one));
        });
  }

  private static void note(int number, Received received, Publication one) {
    if (received.isDelivered()) {
      one.see(number);
    }
    if (received.isSettled()) {
      one.settle(number);
    }
    if (received.isAcknowledged()) {
      one.acknowledge();
    }
  }

  private void judge(String what, String name, Received received) {
    verdict.count(Counter.DELIVERED_UNIQUE);
    List<Delivery> deliveries = received.inOrder();
    for (int i = 0; i < deliveries.size(); i++) {
      Delivery delivery = deliveries.get(i);
      if (!isExpected(name, delivery)) {
        verdict.blame(Counter.UNEXPECTED, what);
      }
      if (received.isAfterAcknowledgement(delivery)) {
        verdict.blame(Counter.AFTER_ACKNOWLEDGE, what + ", delivery " + delivery.count());
      }
      if (i > 0) {
        judgeRepetition(what, deliveries.get(i - 1).count(), delivery);
      }
    }
  }

  private boolean isExpected(String name, Delivery delivery) {
    return publications
        .find(name)
        .filter(one -> one.outcome() != Counter.DEFINITE_FAIL)
        .filter(one -> one.sha.equals(delivery.sha()))
        .isPresent();
  }

  /** A repetition is flagged by a count above that of the delivery before it. */
  private void judgeRepetition(String what, int before, Delivery delivery) {
    if (delivery.count() > before) {
      verdict.count(Counter.DUP_FLAGGED);
    } else {
      verdict.blame(Counter.DUP_UNFLAGGED, what + ", twice as delivery " + delivery.count());
    }
  }

  private void countPublication(Publication publication) {
    verdict.count(Counter.OFFERED);
    verdict.count(publication.outcome());
    if (publication.isStored()) {
      verdict.count(Counter.STORED);
    }
    if (publication.isRecovered()) {
      verdict.count(Counter.RECOVERED);
    }
  }

  private void judgeLosses(int number, String subscription) {
    for (Publication one : publications.all()) {
      if (one.isStored() && !one.isSettledBy(number)) {
        String how = one.isSeenBy(number) ? " did not come back to " : " never reached ";
        verdict.blame(Counter.LOST, one.name + how + subscription);
      }
    }
  }

  /**
   * A request is stored whole or not at all. What was settled had been there, but while nothing
   * says for sure that any of it is stored, all of that may have been too late for a copy.
   */
  private void judgeRequests(int number, String subscription) {
    Set<String> stored = new HashSet<>();
    Map<String, Integer> there = new HashMap<>();
    for (Publication one : publications.all()) {
      if (one.isStored()) {
        stored.add(one.request);
      }
      if (one.isSeenBy(number) || one.isSettledBy(number)) {
        there.merge(one.request, 1, Integer::sum);
      }
    }
    there.forEach(
        (request, count) -> {
          if (stored.contains(request) && count != publications.sizeOf(request)) {
            verdict.blame(Counter.TORN, subscription + " has " + count + " of " + request);
          }
        });
  }
}
