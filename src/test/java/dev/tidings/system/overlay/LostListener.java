package dev.tidings.system.overlay;

import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.ApplicationScoped;

/** Listeners that some databases have no place for. */
@ApplicationScoped
public class LostListener {

  @TidingsListener(topic = "/no/such/topic", name = "lost")
  void noTopic(String text) {}

  @TidingsListener(topic = "/zato/demo/sample", endpoint = "demo-reader")
  void noPermission(String text) {}
}
