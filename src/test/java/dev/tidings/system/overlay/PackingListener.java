package dev.tidings.system.overlay;

import dev.tidings.api.PubSub;
import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/** Makes a parcel of each order, and takes a moment for it. */
@ApplicationScoped
public class PackingListener {
  @Inject PubSub pubSub;

  @TidingsListener(topic = "/demo/orders", name = "packing", concurrency = 4, prefetch = 20)
  void pack(String order) throws InterruptedException {
    pubSub.publish("/demo/parcels", order);
    TimeUnit.MILLISECONDS.sleep(10);
  }
}
