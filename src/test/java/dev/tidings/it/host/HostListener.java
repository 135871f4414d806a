package dev.tidings.it.host;

import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A listener of a host application. */
@ApplicationScoped
public class HostListener {
  public static final String TOPIC = "/host/parcels";
  public static final String NAME = "host-packing";

  private final Queue<String> packed = new ConcurrentLinkedQueue<>();

  @TidingsListener(topic = TOPIC, name = NAME, createTopic = true)
  void pack(String text) {
    packed.add(text);
  }

  List<String> packed() {
    return List.copyOf(packed);
  }
}
