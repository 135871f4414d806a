package dev.tidings.it.listener;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** What the listeners were called with, and what lets those go on that wait. */
@ApplicationScoped
public class Journal {
  private final Map<String, Queue<String>> entries = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

  public void add(String listener, Object what) {
    entries.computeIfAbsent(listener, name -> new ConcurrentLinkedQueue<>()).add(what.toString());
  }

  public List<String> of(String listener) {
    return List.copyOf(entries.getOrDefault(listener, new ConcurrentLinkedQueue<>()));
  }

  /** Returns when somebody has {@link #open opened} it. */
  public void await(String gate) {
    try {
      gate(gate).await();
    } catch (InterruptedException stopping) {
      throw new IllegalStateException(stopping);
    }
  }

  public void open(String gate) {
    gate(gate).countDown();
  }

  private CountDownLatch gate(String name) {
    return gates.computeIfAbsent(name, any -> new CountDownLatch(1));
  }
}
