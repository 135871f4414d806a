package dev.tidings.system.overlay;

import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.ApplicationScoped;

/** Listeners that no server can have. */
@ApplicationScoped
public class WrongListeners {

  @TidingsListener(topic = "/demo/*", concurrency = 0)
  String pattern(String text) {
    return text;
  }

  @TidingsListener(topic = "/demo/orders", selector = "amount > 5")
  void noParameter() {}
}
