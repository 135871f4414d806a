package dev.tidings.it;

import static dev.tidings.it.Contract.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.AuditEntry;
import dev.tidings.api.AuditFilter;
import dev.tidings.api.JobState;
import dev.tidings.api.PageRequest;
import dev.tidings.api.TopicDetails;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

/** What the server's administrators see and do, on threads that belong to no application. */
interface MBeansContract extends Contract {

  @Test
  default void the_broker_shows_and_purges_a_queue() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, Contract.publications("a", "b"));
    String endpoint = stage.endpointName("client");
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> queue(topic, endpoint).get("readyMessages").equals(2L));

    long job = (long) ((CompositeData) invoke("purgeQueue", topic, endpoint)).get("id");

    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> stage.administration().job(job).state() == JobState.DONE);
    assertThat(stage.administration().job(job).createdBy()).isEqualTo("jmx");
    assertThat(client.depth(topic)).isZero();
  }

  @Test
  default void what_it_pauses_is_in_the_audit_log() throws Exception {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> ((CompositeData) invoke("topic", name(topic))).get("active").equals(true));

    invoke("pauseTopic", name(topic));

    List<AuditEntry> entries =
        stage
            .administration()
            .audit(
                new AuditFilter(
                    new PageRequest(0, 10, name(topic)),
                    "jmx",
                    Optional.empty(),
                    Optional.empty(),
                    null,
                    null))
            .rows();
    assertThat(stage.administration().topic(topic.id()).settings().isActive()).isFalse();
    assertThat(entries)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.address()).isEmpty();
              assertThat(entry.changes())
                  .containsExactly(new AuditEntry.Change("is_active", "true", "false"));
            });
  }

  @Test
  default void what_is_not_there_is_refused_with_an_exception_of_the_jdk() {
    assertThatThrownBy(() -> invoke("pauseTopic", "/it/mbeans/none"))
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .hasRootCauseMessage("There is no topic /it/mbeans/none.");
  }

  private static CompositeData queue(String topic, String endpoint) throws Exception {
    return (CompositeData) invoke("queue", topic, endpoint);
  }

  /** On a thread of its own, without class loader and names of the application. */
  private static Object invoke(String operation, String... parameters) throws Exception {
    Object[] result = new Object[1];
    Exception[] failure = new Exception[1];
    Thread thread =
        new Thread(
            () -> {
              try {
                result[0] = invokeHere(operation, parameters);
              } catch (JMException | RuntimeException thrown) {
                failure[0] = thrown;
              }
            });
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    thread.start();
    thread.join();
    if (failure[0] != null) {
      throw failure[0];
    }
    return result[0];
  }

  private static Object invokeHere(String operation, String... parameters) throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName broker =
        server.queryNames(new ObjectName("dev.tidings:type=Broker,*"), null).iterator().next();
    String[] types =
        Stream.of(parameters).map(any -> String.class.getName()).toArray(String[]::new);
    return server.invoke(broker, operation, parameters, types);
  }
}
