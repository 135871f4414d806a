package dev.tidings.broker;

import dev.tidings.api.ErrorType;
import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Overflow;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.log.IdempotencyKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the engine promises, told in lists: every queue holds the messages that wait in it. */
final class EngineModel {
  private static final int OVERHEAD = 1_024;

  private static final Comparator<Waiting> BY_DELIVERY =
      Comparator.comparing((Waiting one) -> -one.said.priority)
          .thenComparing(one -> one.said.addressees.isEmpty())
          .thenComparing(Waiting::number);

  /** Of those published at the same moment, addressed ones, and then low priorities, go first. */
  private static final Comparator<Waiting> BY_AGE =
      Comparator.comparing(Waiting::published)
          .thenComparing(one -> one.said.addressees.isEmpty())
          .thenComparing(one -> one.said.addressees.isEmpty() ? one.said.priority : 0)
          .thenComparing(Waiting::number);

  /** One publication; no addressees are all of them, an empty id is the broker's. */
  record Saying(
      String text, int priority, Duration expiration, Set<Integer> addressees, String id) {
    boolean isFor(int subscriber) {
      return addressees.isEmpty() || addressees.contains(subscriber);
    }
  }

  private record Waiting(Saying said, int number, Instant published) {
    boolean isAlive(Instant now) {
      return published.plus(said.expiration).isAfter(now);
    }
  }

  private record Earlier(String body, List<String> answer, Instant at) {}

  /** Without subscribers, number 0 holds what the topic keeps. */
  private record Topic(TopicDetails details, TreeMap<Integer, List<Waiting>> queues) {}

  private final List<Topic> topics = new ArrayList<>();
  private final Map<String, Earlier> earlier = new HashMap<>();
  private int published;

  EngineModel copy() {
    EngineModel copy = new EngineModel();
    for (Topic topic : topics) {
      TreeMap<Integer, List<Waiting>> queues = new TreeMap<>();
      topic.queues.forEach((id, queue) -> queues.put(id, new ArrayList<>(queue)));
      copy.topics.add(new Topic(topic.details, queues));
    }
    copy.earlier.putAll(earlier);
    copy.published = published;
    return copy;
  }

  void add(TopicDetails details) {
    topics.add(new Topic(details, new TreeMap<>(Map.of(0, new ArrayList<>()))));
  }

  void change(int topic, TopicDetails details) {
    topics.set(topic, new Topic(details, topics.get(topic).queues));
  }

  TopicDetails details(int topic) {
    return topics.get(topic).details;
  }

  List<Integer> subscribers(int topic) {
    return topics.get(topic).queues.keySet().stream().filter(id -> id > 0).toList();
  }

  void subscribe(int topic, int subscriber) {
    List<Waiting> kept = topics.get(topic).queues.remove(0);
    topics.get(topic).queues.put(subscriber, kept == null ? new ArrayList<>() : kept);
  }

  void unsubscribe(int topic, int subscriber) {
    topics.get(topic).queues.remove(subscriber);
    if (topics.get(topic).queues.isEmpty()) {
      topics.get(topic).queues.put(0, new ArrayList<>());
    }
  }

  /** Answers with the texts that are stored, an empty one where the topic dropped it. */
  List<String> publish(int topic, List<Saying> said, String key, Instant now) {
    Optional<List<String>> before = before("key:" + key, topic + ":" + said, now);
    if (before.isPresent()) {
      return before.get();
    }
    List<String> answer = new ArrayList<>();
    List<Saying> fresh = new ArrayList<>();
    for (Saying one : said) {
      boolean isRepeated = before("id:" + one.id, topic + ":" + one, now).isPresent();
      boolean isStored = isRepeated || isAccepted(topics.get(topic), one);
      answer.add(isStored ? one.text : "");
      if (isStored && !isRepeated) {
        fresh.add(one);
      }
    }
    store(topics.get(topic), fresh, now);
    fresh.forEach(one -> remember("id:" + one.id, topic + ":" + one, List.of(one.text), now));
    if (!answer.contains("")) {
      remember("key:" + key, topic + ":" + said, answer, now);
    }
    return answer;
  }

  private Optional<List<String>> before(String key, String body, Instant now) {
    Earlier known = earlier.get(key);
    if (known == null || !known.at.isAfter(now.minus(IdempotencyKeys.WINDOW))) {
      return Optional.empty();
    }
    require(known.body.equals(body), ErrorType.IDEMPOTENCY_MISMATCH);
    return Optional.of(known.answer);
  }

  private void remember(String key, String body, List<String> answer, Instant now) {
    if (!key.endsWith(":")) {
      earlier.put(key, new Earlier(body, answer, now));
    }
  }

  private static boolean isAccepted(Topic topic, Saying one) {
    require(topic.queues.keySet().containsAll(one.addressees), ErrorType.INVALID_INPUT);
    return !topic.queues.containsKey(0) || topic.details.settings().onNoSubs() == OnNoSubs.ACCEPT;
  }

  private void store(Topic topic, List<Saying> fresh, Instant now) {
    for (int id : topic.queues.keySet()) {
      boolean canFit = incoming(fresh, id, now) <= topic.details.settings().maxDepth();
      require(canFit, ErrorType.INVALID_INPUT);
    }
    topic.queues.forEach((id, queue) -> makeRoom(topic, queue, incoming(fresh, id, now), now));
    for (Saying one : fresh) {
      Waiting waiting = new Waiting(one, published++, now);
      topic.queues.forEach(
          (id, queue) -> queue.addAll(one.isFor(id) ? List.of(waiting) : List.of()));
    }
  }

  private static long incoming(List<Saying> fresh, int subscriber, Instant now) {
    return fresh.stream()
        .filter(one -> one.isFor(subscriber) && new Waiting(one, 0, now).isAlive(now))
        .count();
  }

  private static void makeRoom(Topic topic, List<Waiting> queue, long incoming, Instant now) {
    queue.removeIf(one -> !one.isAlive(now));
    long surplus = queue.size() + incoming - topic.details.settings().maxDepth();
    if (incoming > 0 && surplus > 0) {
      require(topic.details.settings().overflow() == Overflow.DROP_OLDEST, ErrorType.QUEUE_FULL);
      queue.removeAll(queue.stream().sorted(BY_AGE).limit(surplus).toList());
    }
  }

  private static void require(boolean isKept, ErrorType otherwise) {
    if (!isKept) {
      throw new TidingsException(otherwise, "as the model has it");
    }
  }

  /** The texts that wait, in the order of their delivery. */
  List<String> waiting(int topic, int subscriber, Instant now) {
    return sorted(topic, subscriber, now).stream().map(one -> one.said.text).toList();
  }

  private List<Waiting> sorted(int topic, int subscriber, Instant now) {
    List<Waiting> queue = topics.get(topic).queues.get(subscriber);
    return queue.stream().filter(one -> one.isAlive(now)).sorted(BY_DELIVERY).toList();
  }

  List<String> drain(int topic, int subscriber, int max, long bytes, Instant now) {
    List<Waiting> taken = new ArrayList<>();
    long left = bytes;
    for (Waiting one : sorted(topic, subscriber, now)) {
      left -= one.said.text.length() + OVERHEAD;
      if (taken.size() == max || (left < 0 && !taken.isEmpty())) {
        break;
      }
      taken.add(one);
    }
    topics.get(topic).queues.get(subscriber).removeAll(taken);
    return taken.stream().map(one -> one.said.text).toList();
  }

  long clear(int topic, int subscriber, Instant now) {
    long depth = waiting(topic, subscriber, now).size();
    topics.get(topic).queues.get(subscriber).clear();
    return depth;
  }

  boolean remove(int topic, int subscriber, String text, Instant now) {
    List<Waiting> queue = topics.get(topic).queues.get(subscriber);
    return queue.removeIf(one -> one.said.text.equals(text) && one.isAlive(now));
  }

  Optional<Instant> oldest(int topic, int subscriber, Instant now) {
    return sorted(topic, subscriber, now).stream()
        .map(Waiting::published)
        .min(Comparator.naturalOrder());
  }
}
