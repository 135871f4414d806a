package dev.tidings.broker;

import dev.tidings.api.MessageState;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.broker.EngineModel.Saying;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What one queue promises, told in two lists: what it holds, and what has died in it. */
final class EngineModelQueue {
  private static final String LEASE_ENDED = "The lease ended before the message was settled.";
  private static final String NO_REASON = "The receiver rejected the message.";
  private static final int OVERHEAD = 1_024;

  private static final Comparator<Item> BY_DELIVERY =
      Comparator.comparing((Item one) -> -one.said.priority())
          .thenComparing(one -> one.isAlone ? 0 : one.isFresh() ? 2 : 1)
          .thenComparing(Item::number);

  /**
   * Where a message is at the moment.
   *
   * @param dispatch the last of them, while it is leased; 0 otherwise
   * @param until when the lease ends
   * @param due when it is back; with a delay that is left to chance, not before {@code dueFrom}
   */
  record Stay(long dispatch, Instant until, Instant dueFrom, Instant due) {
    static final Stay HERE = back(Instant.MIN, Instant.MIN);

    static Stay leased(long dispatch, Instant until) {
      return new Stay(dispatch, until, Instant.MIN, Instant.MIN);
    }

    static Stay back(Instant from, Instant to) {
      return new Stay(0, Instant.MIN, from, to);
    }
  }

  /**
   * One message in this queue.
   *
   * @param number grows with each message of the topic
   * @param isAlone whether it came to this queue alone
   * @param count how often it was handed out under a lease
   * @param granted deliveries beyond the topic's number
   */
  record Item(
      Saying said,
      int number,
      Instant published,
      Instant expires,
      boolean isAlone,
      int count,
      int granted,
      Stay stay) {

    static Item fresh(Saying said, int number, Instant published) {
      boolean isAlone = !said.addressees().isEmpty();
      Instant expires = published.plus(said.expiration());
      return new Item(said, number, published, expires, isAlone, 0, 0, Stay.HERE);
    }

    Item again(int newNumber) {
      return new Item(said, newNumber, published, expires, true, count, count, Stay.HERE);
    }

    Item leased(long dispatch, Instant until) {
      Stay leased = Stay.leased(dispatch, until);
      return new Item(said, number, published, expires, isAlone, count + 1, granted, leased);
    }

    Item with(Stay other) {
      return new Item(said, number, published, expires, isAlone, count, granted, other);
    }

    boolean isAlive(Instant now) {
      return expires.isAfter(now);
    }

    boolean isFresh() {
      return !isAlone && count == 0;
    }

    boolean isLeased() {
      return stay.dispatch != 0;
    }

    boolean isLive(Instant now) {
      return stay.until.isAfter(now);
    }

    boolean isLast(int maxDeliveries) {
      return count >= maxDeliveries + granted;
    }

    Optional<MessageState> state(Instant now, int maxDeliveries) {
      if (isLive(now)) {
        return Optional.of(MessageState.LEASED);
      }
      if (!isAlive(now)) {
        return Optional.empty();
      }
      if (isLeased() && isLast(maxDeliveries)) {
        return Optional.of(MessageState.LEASED);
      }
      return Optional.of(stay.due.isAfter(now) ? MessageState.DELAYED : MessageState.READY);
    }

    @Override
    public String toString() {
      return said.text() + "*" + count;
    }
  }

  /** A message that died here. */
  record Dead(Item item, String reason, Instant at) {
    @Override
    public String toString() {
      return item + " " + reason + " " + at;
    }
  }

  /** What a receiver wants and may have. */
  record Order(int max, long bytes, Duration lease, int window) {}

  private final List<Item> items;
  private final List<Dead> dead;

  /** How many of the dead are in an order that is agreed on. */
  private int known;

  EngineModelQueue() {
    this(List.of(), List.of());
  }

  private EngineModelQueue(List<Item> items, List<Dead> dead) {
    this.items = new ArrayList<>(items);
    this.dead = new ArrayList<>(dead);
  }

  EngineModelQueue copy() {
    EngineModelQueue copy = new EngineModelQueue(items, dead);
    copy.known = known;
    return copy;
  }

  void add(Item item) {
    items.add(item);
  }

  int depth(Instant now) {
    return (int) items.stream().filter(one -> one.state(now, 1).isPresent()).count();
  }

  int count(MessageState state, Instant now, int maxDeliveries) {
    return (int)
        items.stream()
            .filter(one -> one.state(now, maxDeliveries).equals(Optional.of(state)))
            .count();
  }

  /** What can be seen in a state, in the order of delivery. */
  List<Item> in(MessageState state, Instant now, int maxDeliveries) {
    return items.stream()
        .filter(one -> one.isAlive(now))
        .filter(one -> one.state(now, maxDeliveries).equals(Optional.of(state)))
        .sorted(BY_DELIVERY)
        .toList();
  }

  List<Item> living(Instant now) {
    return items.stream().filter(one -> one.isAlive(now)).toList();
  }

  List<Dead> dead() {
    return dead;
  }

  /** Messages whose return is left to chance, and so not sure at that moment. */
  List<Item> uncertain(Instant at) {
    return items.stream()
        .filter(one -> !one.stay.dueFrom.isAfter(at) && one.stay.due.isAfter(at))
        .filter(one -> one.stay.due.isAfter(one.stay.dueFrom))
        .toList();
  }

  /** When the next lease ends or the next message is due, from the earliest to the latest. */
  List<Instant> nextReturn(Instant now) {
    List<Instant> earliest = new ArrayList<>();
    List<Instant> latest = new ArrayList<>();
    for (Item one : items) {
      if (one.isLeased()) {
        earliest.add(one.stay.until);
        latest.add(one.stay.until);
      } else if (one.isAlive(now) && one.stay.due.isAfter(now)) {
        earliest.add(one.stay.dueFrom);
        latest.add(one.stay.due);
      }
    }
    return earliest.isEmpty()
        ? List.of()
        : List.of(Collections.min(earliest), Collections.min(latest));
  }

  List<Item> drain(Instant now, int maxDeliveries, int max, long bytes) {
    noticeEnds(now, maxDeliveries);
    List<Item> taken = take(now, maxDeliveries, max, bytes, Integer.MAX_VALUE);
    items.removeAll(taken);
    return taken;
  }

  List<Item> receive(Instant now, int maxDeliveries, Order order, long firstHandOut) {
    noticeEnds(now, maxDeliveries);
    items.removeIf(one -> !one.isLeased() && !one.isAlive(now));
    long inFlight =
        items.stream().filter(one -> one.isLeased() || (!one.isAlone && one.count > 0)).count();
    long ahead = Math.max(0, order.window - inFlight);
    List<Item> leased = new ArrayList<>();
    for (Item one : take(now, maxDeliveries, order.max, order.bytes, ahead)) {
      Item dispatched = one.leased(firstHandOut + leased.size(), now.plus(order.lease));
      items.set(items.indexOf(one), dispatched);
      leased.add(dispatched);
    }
    return leased;
  }

  private List<Item> take(Instant now, int maxDeliveries, int max, long bytes, long ahead) {
    List<Item> taken = new ArrayList<>();
    long left = bytes;
    long leftAhead = ahead;
    for (Item one : in(MessageState.READY, now, maxDeliveries)) {
      if (one.isFresh() && leftAhead == 0) {
        continue;
      }
      left -= one.said.text().length() + OVERHEAD;
      if (taken.size() == max || (left < 0 && !taken.isEmpty())) {
        break;
      }
      taken.add(one);
      leftAhead -= one.isFresh() ? 1 : 0;
    }
    return taken;
  }

  /** What happens to leases that have ended, once anybody looks. */
  void noticeEnds(Instant now, int maxDeliveries) {
    for (Item one : List.copyOf(items)) {
      if (one.isLeased() && !one.isLive(now)) {
        sendBack(one, now, now, now, LEASE_ENDED, maxDeliveries);
      }
    }
  }

  private void sendBack(
      Item one, Instant now, Instant from, Instant to, String reason, int maxDeliveries) {
    items.remove(one);
    if (one.isAlive(now) && one.isLast(maxDeliveries)) {
      dead.add(new Dead(one.with(Stay.HERE), reason, now));
    } else if (one.isAlive(now)) {
      items.add(one.with(Stay.back(from, to)));
    }
  }

  private Optional<Item> live(long dispatch, Instant now) {
    return items.stream()
        .filter(one -> one.stay.dispatch == dispatch && one.isLive(now))
        .findFirst();
  }

  ReceiptOutcome check(long dispatch, Instant now) {
    return live(dispatch, now).isPresent() ? ReceiptOutcome.DONE : ReceiptOutcome.EXPIRED;
  }

  void acknowledge(long dispatch, Instant now) {
    live(dispatch, now).ifPresent(items::remove);
  }

  void reject(
      long dispatch,
      Optional<Duration> delay,
      Optional<String> reason,
      int maxDeliveries,
      Instant now) {
    live(dispatch, now)
        .ifPresent(
            one -> {
              Duration longest = delay.orElseGet(() -> backoff(one.count));
              Duration shortest = delay.orElse(longest.multipliedBy(4).dividedBy(5));
              sendBack(
                  one,
                  now,
                  now.plus(shortest),
                  now.plus(longest),
                  reason.orElse(NO_REASON),
                  maxDeliveries);
            });
  }

  private static Duration backoff(int deliveries) {
    return Duration.ofSeconds(Math.min(1L << Math.min(deliveries - 1, 10), 300));
  }

  void extend(long dispatch, Duration lease, Instant now) {
    Stay extended = Stay.leased(dispatch, now.plus(lease));
    live(dispatch, now).ifPresent(one -> items.set(items.indexOf(one), one.with(extended)));
  }

  /** Which of those that died together is first, is for the engine to say. */
  void adoptOrder(List<String> texts) {
    dead.subList(known, dead.size())
        .sort(Comparator.comparing(one -> texts.indexOf(one.item.said.text())));
    known = dead.size();
  }

  List<Dead> takeDead(Predicate<Dead> filter) {
    List<Dead> taken = dead.stream().filter(filter).toList();
    dead.removeAll(taken);
    known = dead.size();
    return taken;
  }

  boolean remove(String text, Instant now) {
    return items.removeIf(one -> one.said.text().equals(text) && one.isAlive(now));
  }

  int clear(Instant now) {
    int depth = depth(now);
    items.clear();
    return depth;
  }

  /** What has to go so that so many can come; it is the engine's affair when the rest goes. */
  void drop(int incoming, long maxDepth, Instant now) {
    items.removeIf(one -> !one.isAlive(now));
    items.removeAll(oldest(Math.max(0, items.size() + incoming - maxDepth), now));
  }

  /** Oldest first, and of one lane always in the order of numbers. */
  List<Item> oldest(long limit, Instant now) {
    Map<Integer, List<Item>> lanes =
        living(now).stream()
            .sorted(Comparator.comparing(Item::number))
            .collect(
                Collectors.groupingBy(
                    one -> one.isAlone ? 0 : one.said.priority(),
                    TreeMap::new,
                    Collectors.toCollection(ArrayList::new)));
    List<Item> oldest = new ArrayList<>();
    while (oldest.size() < limit && lanes.values().stream().anyMatch(lane -> !lane.isEmpty())) {
      lanes.values().stream()
          .filter(lane -> !lane.isEmpty())
          .min(Comparator.comparing(lane -> lane.get(0).published))
          .ifPresent(lane -> oldest.add(lane.remove(0)));
    }
    return oldest;
  }
}
