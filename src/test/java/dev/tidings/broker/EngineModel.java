package dev.tidings.broker;

import dev.tidings.api.ErrorType;
import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Overflow;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.broker.EngineModelQueue.Dead;
import dev.tidings.broker.EngineModelQueue.Item;
import dev.tidings.store.idempotency.IdempotencyKeys;
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
import java.util.function.Predicate;

/** What the engine promises, told in lists: every queue holds the messages that wait in it. */
final class EngineModel {
  /** One publication; no addressees are all of them, an empty id is the broker's. */
  record Saying(
      String text, int priority, Duration expiration, Set<Integer> addressees, String id) {
    boolean isFor(int subscriber) {
      return addressees.isEmpty() || addressees.contains(subscriber);
    }
  }

  private record Earlier(String body, List<String> answer, Instant at) {}

  /** Without subscribers, number 0 holds what the topic keeps. */
  private record Topic(TopicDetails details, TreeMap<Integer, EngineModelQueue> queues) {}

  private final List<Topic> topics = new ArrayList<>();
  private final Map<String, Earlier> earlier = new HashMap<>();
  private int published;

  EngineModel copy() {
    EngineModel copy = new EngineModel();
    for (Topic topic : topics) {
      TreeMap<Integer, EngineModelQueue> queues = new TreeMap<>();
      topic.queues.forEach((id, queue) -> queues.put(id, queue.copy()));
      copy.topics.add(new Topic(topic.details, queues));
    }
    copy.earlier.putAll(earlier);
    copy.published = published;
    return copy;
  }

  void add(TopicDetails details) {
    topics.add(new Topic(details, new TreeMap<>(Map.of(0, new EngineModelQueue()))));
  }

  /** Another topic in the place of one that is gone. */
  void replace(int topic, TopicDetails details) {
    topics.set(topic, new Topic(details, new TreeMap<>(Map.of(0, new EngineModelQueue()))));
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
    EngineModelQueue kept = topics.get(topic).queues.remove(0);
    topics.get(topic).queues.put(subscriber, kept == null ? new EngineModelQueue() : kept);
  }

  void unsubscribe(int topic, int subscriber) {
    topics.get(topic).queues.remove(subscriber);
    if (topics.get(topic).queues.isEmpty()) {
      topics.get(topic).queues.put(0, new EngineModelQueue());
    }
  }

  /** Answers with the texts that are stored, an empty one where the topic dropped it. */
  List<String> publish(int topic, List<Saying> said, String key, Instant now) {
    Optional<List<String>> before = before("key:" + key, body(topic, said), now);
    if (before.isPresent()) {
      return before.get();
    }
    List<String> answer = new ArrayList<>();
    List<Saying> fresh = new ArrayList<>();
    for (Saying one : said) {
      boolean isRepeated = before("id:" + one.id, body(topic, one), now).isPresent();
      boolean isStored = isRepeated || isAccepted(topics.get(topic), one);
      answer.add(isStored ? one.text : "");
      if (isStored && !isRepeated) {
        fresh.add(one);
      }
    }
    store(topics.get(topic), fresh, now);
    fresh.forEach(one -> remember("id:" + one.id, body(topic, one), List.of(one.text), now));
    if (!answer.contains("")) {
      remember("key:" + key, body(topic, said), answer, now);
    }
    return answer;
  }

  /** To another topic it is something else, even if that took the first one's place. */
  private String body(int topic, Object said) {
    return details(topic).id() + ":" + said;
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
      Item item = Item.fresh(one, published++, now);
      topic.queues.forEach(
          (id, queue) -> {
            if (one.isFor(id)) {
              queue.add(item);
            }
          });
    }
  }

  private static int incoming(List<Saying> fresh, int subscriber, Instant now) {
    return (int)
        fresh.stream()
            .filter(one -> one.isFor(subscriber) && Item.fresh(one, 0, now).isAlive(now))
            .count();
  }

  private static void makeRoom(Topic topic, EngineModelQueue queue, int incoming, Instant now) {
    long maxDepth = topic.details.settings().maxDepth();
    if (incoming > 0 && queue.depth(now) + incoming > maxDepth) {
      require(topic.details.settings().overflow() == Overflow.DROP_OLDEST, ErrorType.QUEUE_FULL);
      queue.drop(incoming, maxDepth, now);
    }
  }

  private static void require(boolean isKept, ErrorType otherwise) {
    if (!isKept) {
      throw new TidingsException(otherwise, "as the model has it");
    }
  }

  EngineModelQueue queue(int topic, int subscriber) {
    return topics.get(topic).queues.get(subscriber);
  }

  /** Puts dead letters back, each as if it were published to its queue alone. */
  int redeliver(int topic, int subscriber, Predicate<Dead> filter, Instant now) {
    EngineModelQueue queue = queue(topic, subscriber);
    List<Dead> again = queue.takeDead(filter.and(one -> one.item().isAlive(now)));
    for (Dead one : again) {
      makeRoom(topics.get(topic), queue, 1, now);
      queue.add(one.item().again(published++));
    }
    return again.size();
  }

  /** When it is sure again what has come back; the moment given if it is sure then. */
  Instant sureFrom(Instant at) {
    return topics.stream()
        .flatMap(topic -> topic.queues.values().stream())
        .flatMap(queue -> queue.uncertain(at).stream())
        .map(one -> one.stay().due())
        .max(Comparator.naturalOrder())
        .map(this::sureFrom)
        .orElse(at);
  }
}
