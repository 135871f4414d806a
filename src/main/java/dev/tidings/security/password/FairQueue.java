package dev.tidings.security.password;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A short queue that nobody can fill for others: each key has a few places of its own, and keys
 * take turns. Not for several threads at once.
 */
final class FairQueue<T> {
  private final int mostOfAll;
  private final int mostOfOneKey;
  private final Map<String, Deque<T>> waiting = new LinkedHashMap<>();
  private int size;

  FairQueue(int mostOfAll, int mostOfOneKey) {
    this.mostOfAll = mostOfAll;
    this.mostOfOneKey = mostOfOneKey;
  }

  /** False when the queue, or what the key may have of it, is full. */
  boolean offer(String key, T element) {
    int sameKey = waiting.containsKey(key) ? waiting.get(key).size() : 0;
    if (size >= mostOfAll || sameKey >= mostOfOneKey) {
      return false;
    }
    waiting.computeIfAbsent(key, k -> new ArrayDeque<>()).add(element);
    size++;
    return true;
  }

  /** The first of the key whose turn it is. */
  Optional<T> poll() {
    Optional<String> key = waiting.keySet().stream().findFirst();
    return key.map(this::take);
  }

  /** What is left of the key goes to the end. */
  private T take(String key) {
    Deque<T> some = waiting.remove(key);
    T first = some.remove();
    size--;
    if (!some.isEmpty()) {
      waiting.put(key, some);
    }
    return first;
  }
}
