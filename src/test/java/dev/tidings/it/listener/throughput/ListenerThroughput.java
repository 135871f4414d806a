package dev.tidings.it.listener.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.Administration;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.Message;
import dev.tidings.api.PubSub;
import dev.tidings.api.Publication;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.Role;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.it.host.HostArchive;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.File;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Not a test, but a measurement inside the server, run by hand with {@code
 * -Dit.test=ListenerThroughput}: how fast listeners empty a queue, beside a loop written by hand
 * with the same transaction for each message. Prints one line for each.
 */
@ExtendWith(ArquillianExtension.class)
class ListenerThroughput {
  private static final int MESSAGES = 4_000;
  private static final int ROUNDS = 3;

  @Inject PubSub pubSub;
  @Inject Administration administration;
  @Inject ThroughputListeners listeners;
  @Resource UserTransaction transaction;

  @Deployment
  static WebArchive host() throws URISyntaxException {
    return HostArchive.create("throughput.war")
        .addPackage(ListenerThroughput.class.getPackage())
        .addAsLibraries(
            libraryOf(Assertions.class), libraryOf(Awaitility.class), libraryOf(Matcher.class));
  }

  private static File libraryOf(Class<?> type) throws URISyntaxException {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void measure() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      say("loop", MESSAGES, loop());
      listener("listener", "one", MESSAGES);
      listener("batches of 100", "many", 10 * MESSAGES);
    }
  }

  private long loop() throws Exception {
    String endpoint = UUID.randomUUID().toString();
    administration.createEndpoint(
        new EndpointSettings(
            endpoint, EndpointType.SERVICE, Role.SUB_ONLY, "", "", List.of("sub=/**"), true));
    SubscriptionKey key = pubSub.subscribe("/throughput/loop", SubscribeOptions.endpoint(endpoint));
    administration.pauseListener("loop");
    publish("loop", MESSAGES);
    long begin = System.nanoTime();
    int done = 0;
    while (done < MESSAGES) {
      for (Message message : pubSub.receive(key, ReceiveOptions.defaults())) {
        transaction.begin();
        pubSub.acknowledge(key, List.of(message.receipt().orElseThrow()));
        listeners.call(message);
        transaction.commit();
        done++;
      }
    }
    long time = System.nanoTime() - begin;
    assertThat(pubSub.depth(key)).isZero();
    pubSub.unsubscribe(key);
    return time;
  }

  private void listener(String what, String name, int count) {
    SubscriptionKey key = pubSub.requireSubscription("/throughput/" + name, name);
    administration.pauseListener(name);
    publish(name, count);
    assertThat(pubSub.depth(key)).isEqualTo(count);
    int before = listeners.done();
    administration.resumeListener(name);
    // A listener that was paused looks only once a second whether it still is.
    awaitDone(before + 1);
    int rest = before + count - listeners.done();
    long begin = System.nanoTime();
    awaitDone(before + count);
    say(what, rest, System.nanoTime() - begin);
    await().until(() -> pubSub.depth(key) == 0);
  }

  private void awaitDone(int count) {
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> listeners.done() >= count);
  }

  private void publish(String topic, int count) {
    List<Publication> batch =
        Collections.nCopies(PubSub.MAX_BATCH, Publication.of("x".repeat(1_000)));
    for (int done = 0; done < count; done += PubSub.MAX_BATCH) {
      pubSub.publish("/throughput/" + topic, batch);
    }
  }

  private static void say(String what, int count, long nanos) {
    System.out.printf("THROUGHPUT %s: %.0f messages/s%n", what, count * 1e9 / nanos);
  }
}
