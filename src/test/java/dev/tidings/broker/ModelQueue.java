package dev.tidings.broker;

import dev.tidings.api.Message;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.store.queue.read.QueueAvailability;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** How many messages a queue holds, and which are leased; what its store tells dispatchers. */
final class ModelQueue {
  private static final int WINDOW = 4;
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Clock clock;
  private final List<Lease> leases = new ArrayList<>();
  private int ahead;
  private int back;

  private record Lease(Message message, Instant until) {}

  /** What receivers get, and what a dispatcher hears of it. */
  record HandedOut(List<List<Message>> messages, boolean isAll, Optional<Instant> nextReturn) {}

  ModelQueue(Clock clock) {
    this.clock = clock;
  }

  void publish() {
    ahead++;
  }

  void acknowledge(Random random) {
    if (!leases.isEmpty()) {
      leases.remove(random.nextInt(leases.size()));
    }
  }

  void reject(Random random) {
    if (!leases.isEmpty()) {
      sendBack(leases.get(random.nextInt(leases.size())).message());
    }
  }

  /** Nothing is done to what has come back in the meantime. */
  void sendBack(Message message) {
    if (leases.removeIf(lease -> lease.message() == message)) {
      back++;
    }
  }

  /** Whether there is something to receive, but for what comes back by itself. */
  boolean isReadyWithoutReturns() {
    return back > 0 || (ahead > 0 && hasRoom());
  }

  private boolean hasRoom() {
    return leases.size() + back < WINDOW;
  }

  QueueAvailability availability() {
    Stream<Instant> returned = back > 0 ? Stream.of(clock.instant()) : Stream.empty();
    Optional<Instant> next =
        Stream.concat(leases.stream().map(Lease::until), returned).min(Instant::compareTo);
    boolean isBack = next.isPresent() && !next.get().isAfter(clock.instant());
    return new QueueAvailability(isBack || (ahead > 0 && hasRoom()), ahead > 0 && !hasRoom(), next);
  }

  HandedOut dispatch(List<ReceiveOptions> wishes) {
    List<List<Message>> all = new ArrayList<>();
    boolean isSatisfied = true;
    for (ReceiveOptions wish : wishes) {
      if (isSatisfied) {
        List<Message> some = lease(wish.max());
        all.add(some);
        isSatisfied = some.size() == wish.max();
      }
    }
    boolean isAny = all.stream().anyMatch(some -> !some.isEmpty());
    return new HandedOut(
        all,
        !isSatisfied && hasRoom(),
        isAny ? Optional.of(clock.instant().plus(LEASE)) : Optional.empty());
  }

  private List<Message> lease(int most) {
    Instant now = clock.instant();
    int before = leases.size();
    leases.removeIf(lease -> !lease.until().isAfter(now));
    back += before - leases.size();
    List<Message> messages = new ArrayList<>();
    while (messages.size() < most && isReadyWithoutReturns()) {
      if (back > 0) {
        back--;
      } else {
        ahead--;
      }
      Message message = Message.builder().build();
      leases.add(new Lease(message, now.plus(LEASE)));
      messages.add(message);
    }
    return messages;
  }
}
