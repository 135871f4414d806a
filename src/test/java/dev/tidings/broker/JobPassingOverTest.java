package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.ErrorType;
import dev.tidings.api.JobDetails;
import dev.tidings.api.JobKind;
import dev.tidings.api.JobRequest;
import dev.tidings.api.JobState;
import dev.tidings.api.PubSub;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.Rejection;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.access.SubscriptionLookup;
import dev.tidings.broker.job.JobStep;
import dev.tidings.broker.receive.DeadLetterService;
import dev.tidings.broker.settle.SettlementService;
import dev.tidings.fixture.FakeTransactions;
import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.jpa.EntityManagers;
import dev.tidings.platform.database.jpa.ReadCaches;
import dev.tidings.store.endpoint.Endpoint;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.job.Job;
import dev.tidings.store.job.Jobs;
import dev.tidings.store.subscription.Subscription;
import dev.tidings.store.subscription.Subscriptions;
import dev.tidings.store.topic.Topic;
import dev.tidings.store.topic.TopicLock;
import dev.tidings.store.topic.TopicName;
import dev.tidings.store.topic.Topics;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a job that redelivers does about queues whose subscriptions are inactive. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class JobPassingOverTest extends PendingReceivesScene {
  private static final int BATCH = 2;
  private static final int MOST_BATCHES = 20;

  private Subscriber other;
  private BrokerNode node;

  @BeforeEach
  void two_queues() throws Exception {
    other = subscribe();
    node = withoutTicks();
    for (Subscriber one : List.of(subscriber, other)) {
      try (Connection connection = database.connect()) {
        engine.allow(connection, one, "sub=/**");
        connection.commit();
      }
    }
  }

  /** Jobs without ids of messages do not call it. */
  private static Object nobody() {
    return Proxy.newProxyInstance(
        PubSub.class.getClassLoader(),
        new Class<?>[] {PubSub.class},
        (proxy, method, arguments) -> {
          throw new UnsupportedOperationException(method.getName());
        });
  }

  private void die(int count, Subscriber... subscribers) {
    for (int i = 0; i < count; i++) {
      node.publish(topic, Publication.of("m" + i));
    }
    for (Subscriber one : subscribers) {
      List<Receipt> receipts =
          node
              .receive(one.key(), ReceiveOptions.builder().max(BrokerNode.WINDOW).build())
              .join()
              .stream()
              .map(message -> message.receipt().orElseThrow())
              .toList();
      node.bean(SettlementService.class)
          .settleAtOnce(one.key(), receipts, Optional.of(Rejection.plain().withoutRedelivery()))
          .join();
    }
  }

  private void pause(Subscriber one) throws SQLException {
    execute(
        "UPDATE tidings.subscription SET is_active = FALSE WHERE id = "
            + one.queue().subscriptionId());
  }

  /** What reads rows by JPA knows the two queues; nothing remembers how they were before. */
  private EngineFixture jobEngine() throws ReflectiveOperationException {
    BrokerNode fresh = withoutTicks();
    OwnTransactions transactions = new OwnTransactions(database);
    return new EngineFixture(
        database,
        new TopicLock(),
        transactions,
        nobody(),
        fresh.bean(SubscriptionLookup.class),
        fresh.bean(DeadLetterService.class),
        new TheTopic(transactions),
        new TheEndpoints(transactions),
        new TheSubscriptions(transactions));
  }

  /** A job that has ended stays for a while, whatever becomes of its queues. */
  @AfterEach
  void no_jobs() throws SQLException {
    execute("DELETE FROM tidings.job");
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = database.connect();
        Statement open = connection.createStatement()) {
      open.execute(statement);
      connection.commit();
    }
  }

  private JobDetails redeliver(String endpointName) throws Exception {
    JobRequest request =
        new JobRequest(
            JobKind.REDELIVER_DEAD_LETTERS,
            topic.settings().name(),
            endpointName,
            "",
            "",
            engine.clock.instant().plusSeconds(1));
    EngineFixture jobEngine = jobEngine();
    Jobs jobs = jobEngine.bean(Jobs.class);
    try (Connection connection = database.connect()) {
      long id = jobs.add(connection, request, 0, "admin", engine.clock.instant());
      connection.commit();
      for (int i = 0; i < MOST_BATCHES && jobEngine.bean(JobStep.class).run(id, BATCH); i++) {
        connection.rollback();
      }
      return jobs.find(connection, id).map(Job::details).orElseThrow();
    }
  }

  private int deadLetters(Subscriber one) {
    return node.bean(DeadLetterService.class).page(one.key(), "", 100).deadLetters().size();
  }

  @Test
  void a_job_over_several_queues_passes_over_what_is_inactive_and_names_it() throws Exception {
    die(5, subscriber, other);
    pause(subscriber);

    JobDetails job = redeliver("");

    assertThat(job.state()).isEqualTo(JobState.DONE);
    assertThat(job.done()).isEqualTo(5);
    assertThat(job.seen()).isEqualTo(10);
    assertThat(job.error())
        .endsWith(
            ": %s of engine %d"
                .formatted(topic.settings().name(), subscriber.queue().subscriptionId()));
    assertThat(deadLetters(subscriber)).isEqualTo(5);
    assertThat(deadLetters(other)).isZero();
  }

  @Test
  void an_inactive_queue_without_dead_letters_is_nothing_to_say() throws Exception {
    die(3, other);
    pause(subscriber);

    JobDetails job = redeliver("");

    assertThat(job.state()).isEqualTo(JobState.DONE);
    assertThat(job.done()).isEqualTo(3);
    assertThat(job.error()).isEmpty();
  }

  @Test
  void a_job_over_one_queue_waits_for_it() throws Exception {
    die(3, subscriber);
    pause(subscriber);

    assertThatThrownBy(() -> redeliver("engine " + subscriber.queue().subscriptionId()))
        .isInstanceOfSatisfying(
            TidingsException.class,
            refusal -> assertThat(refusal.type()).isEqualTo(ErrorType.SUBSCRIPTION_INACTIVE));
    assertThat(deadLetters(subscriber)).isEqualTo(3);
  }

  @Test
  void a_job_over_one_empty_queue_ends() throws Exception {
    pause(subscriber);

    JobDetails job = redeliver("engine " + subscriber.queue().subscriptionId());

    assertThat(job.state()).isEqualTo(JobState.DONE);
    assertThat(job.error()).isEmpty();
  }

  private final class TheTopic extends Topics {
    TheTopic(Database database) {
      super(database, new ReadCaches(new FakeTransactions()), new EntityManagers());
    }

    @Override
    public Optional<Topic> stored(TopicName name) {
      Topic known =
          new Topic(topic.settings(), topic.createdAt()) {
            @Override
            public long id() {
              return topic.id();
            }
          };
      return Optional.of(known);
    }
  }

  private static final class TheEndpoints extends Endpoints {
    TheEndpoints(Database database) {
      super(
          database,
          new ReadCaches(new FakeTransactions()),
          new EntityManagers(),
          password -> password);
    }

    /** Their names end with their ids. */
    @Override
    public Optional<Endpoint> stored(String name) {
      if (name.isEmpty()) {
        return Optional.empty();
      }
      EndpointSettings settings =
          new EndpointSettings(name, EndpointType.REST, Role.PUB_SUB, "", "", List.of(), true);
      Endpoint known =
          new Endpoint(settings, Optional.empty(), Instant.EPOCH) {
            @Override
            public long id() {
              return Long.parseLong(name.substring(name.indexOf(' ') + 1));
            }
          };
      return Optional.of(known);
    }
  }

  private final class TheSubscriptions extends Subscriptions {
    TheSubscriptions(Database database) {
      super(database, new ReadCaches(new FakeTransactions()), new EntityManagers());
    }

    @Override
    public List<Subscription> ofTopic(long topicId) {
      return List.of(known(subscriber), known(other));
    }

    private Subscription known(Subscriber one) {
      long id = one.queue().subscriptionId();
      boolean isActive = find(one.key()).orElseThrow().isActive();
      return new Subscription(one.key(), topic.id(), id, "sub=/**", Instant.EPOCH) {
        @Override
        public long id() {
          return id;
        }

        @Override
        public boolean isActive() {
          return isActive;
        }
      };
    }
  }
}
