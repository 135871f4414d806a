package dev.tidings.it.listener;

import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Stores what it gets, while the database comes and goes. */
@ApplicationScoped
class OutageListener {
  @Inject Parcels parcels;

  @TidingsListener(
      topic = "/it-listener/outage",
      name = "outage",
      concurrency = 4,
      createTopic = true)
  void take(String text) {
    parcels.add(text);
  }
}
