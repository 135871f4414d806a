package dev.tidings.system.overlay;

import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.ApplicationScoped;

/** Listeners that are in each other's way. */
@ApplicationScoped
public class SameNameListeners {

  @TidingsListener(topic = "/demo/orders", name = "same")
  void one(String text) {}

  @TidingsListener(topic = "/zato/demo/sample", name = "same")
  void two(String text) {}
}
