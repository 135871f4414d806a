package dev.tidings.fault;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Everything that was offered, and what its publishers know of it. */
final class Publications {
  private final Map<String, Publication> byName = new LinkedHashMap<>();
  private final Map<String, Integer> requestSizes = new HashMap<>();

  void accept(Event event) {
    if (event.f() == Action.PUBLISH && event.hasMessage()) {
      byName.computeIfAbsent(event.msg(), name -> newPublication(event)).accept(event);
    }
  }

  private Publication newPublication(Event event) {
    String request = event.proc() + "/" + event.op();
    requestSizes.merge(request, 1, Integer::sum);
    return new Publication(event.msg(), event.sha(), request);
  }

  Optional<Publication> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Collection<Publication> all() {
    return byName.values();
  }

  /** How many messages the request had. */
  int sizeOf(String request) {
    return requestSizes.get(request);
  }

  /** One message. It may have been offered several times, until there was an answer. */
  static final class Publication {
    final String name;
    final String sha;
    final String request;
    private int offers;
    private int refusals;
    private boolean isAnswered;
    private boolean isAcknowledged;
    private final BitSet seenBy = new BitSet();
    private final BitSet settledBy = new BitSet();

    Publication(String name, String sha, String request) {
      this.name = name;
      this.sha = sha;
      this.request = request;
    }

    void accept(Event event) {
      switch (event.type()) {
        case INVOKE -> offers++;
        case FAIL -> refusals++;
        case OK -> isAnswered = true;
        case INFO -> {}
      }
    }

    /** The subscription of that number got it. */
    void see(int subscription) {
      seenBy.set(subscription);
    }

    boolean isSeenBy(int subscription) {
      return seenBy.get(subscription);
    }

    /** For the subscription of that number, nothing more has to come. */
    void settle(int subscription) {
      settledBy.set(subscription);
    }

    boolean isSettledBy(int subscription) {
      return settledBy.get(subscription);
    }

    /** A subscription was told that it has acknowledged it. */
    void acknowledge() {
      isAcknowledged = true;
    }

    /** What one queue has, the others must have too. */
    boolean isStored() {
      return isAnswered || isAcknowledged || !seenBy.isEmpty();
    }

    /** What became of it, for its publisher. */
    Counter outcome() {
      if (isAnswered) {
        return Counter.OK;
      }
      return offers == refusals ? Counter.DEFINITE_FAIL : Counter.UNKNOWN;
    }

    boolean isRecovered() {
      return !seenBy.isEmpty() && outcome() == Counter.UNKNOWN;
    }
  }
}
