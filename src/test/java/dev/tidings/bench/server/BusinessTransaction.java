package dev.tidings.bench.server;

import dev.tidings.api.PubSub;
import dev.tidings.api.Publication;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/** What applications in the server do: publish somewhere in the middle of other work. */
@Stateless
public class BusinessTransaction {
  /** How long the transaction goes on after the publish. */
  private static final long WORK_MILLIS = 100;

  @Inject private PubSub pubSub;

  /** One transaction. */
  public void run(String topic, Publication publication) {
    pubSub.publish(topic, publication);
    try {
      TimeUnit.MILLISECONDS.sleep(WORK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
