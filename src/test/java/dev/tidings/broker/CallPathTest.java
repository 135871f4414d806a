package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.Publication;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.log.EntryChunk;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.topic.TopicLock;
import dev.tidings.system.Markdown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A publish and a receive pass the files that {@code docs/architecture.md} lists. */
class CallPathTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path PAGE = Path.of("docs/architecture.md");
  private static final String ROOT = "dev.tidings.";
  private static final String TRANSACTION = "platform.database.Database";
  private static final int MOST_FILES_OF_A_PUBLISH = 8;

  private final ObservedLog log = new ObservedLog();
  private BrokerNode node;
  private TopicDetails topic;
  private Subscriber subscriber;

  /** Notes who calls it. */
  private static final class ObservedLog extends MessageLog {
    private List<String> pathOfAppend = List.of();
    private List<String> pathOfRead = List.of();

    @Override
    public void append(Connection connection, long topicId, List<LogEntry> placed)
        throws SQLException {
      pathOfAppend = callers();
      super.append(connection, topicId, placed);
    }

    @Override
    public EntryChunk read(
        Connection connection,
        long topicId,
        int lane,
        long from,
        long to,
        Instant now,
        int limit,
        long maxBytes)
        throws SQLException {
      pathOfRead = callers();
      return super.read(connection, topicId, lane, from, to, now, limit, maxBytes);
    }
  }

  @BeforeEach
  void begin() throws Exception {
    EngineFixture engine = new EngineFixture(TestDatabase.H2, new TopicLock());
    topic = engine.topic(TopicSettings.builder(""));
    try (Connection connection = TestDatabase.H2.connect()) {
      subscriber = engine.subscribe(connection, topic);
      engine.allow(connection, subscriber, "pub=/**", "sub=/**");
      connection.commit();
    }
    node = BrokerNode.withoutTicks(TestDatabase.H2, engine.clock, log);
  }

  @AfterEach
  void end() throws SQLException {
    node.close();
  }

  @Test
  void a_publish_passes_few_files_and_they_are_documented() {
    AsyncPubSub pubSub = node.bean(AsyncPubSubBean.class);
    Publication publication =
        Publication.builder()
            .data("a")
            .endpoint("engine " + subscriber.queue().subscriptionId())
            .build();

    pubSub
        .publish(topic.settings().name(), List.of(publication), Optional.empty())
        .toCompletableFuture()
        .join();

    List<String> documented = documented("How a message comes in");
    assertThat(documented).hasSizeLessThanOrEqualTo(MOST_FILES_OF_A_PUBLISH);
    assertThat(belowTransports(documented)).isEqualTo(log.pathOfAppend);
  }

  @Test
  void the_files_that_a_receive_passes_are_documented() {
    node.publish(topic, Publication.of("a"));
    AsyncPubSub pubSub = node.bean(AsyncPubSubBean.class);

    var received =
        pubSub
            .receive(subscriber.key(), ReceiveOptions.builder().build(), Duration.ZERO)
            .toCompletableFuture()
            .join();

    assertThat(received).hasSize(1);
    assertThat(belowTransports(documented("How it goes out"))).isEqualTo(log.pathOfRead);
  }

  /** The first name of each item that begins with one. All of them are files. */
  private static List<String> documented(String section) {
    List<String> names =
        Markdown.of(PAGE).section(section).items().stream()
            .filter(item -> item.startsWith("`"))
            .map(item -> item.substring(1, item.indexOf('`', 1)))
            .toList();
    assertThat(names).isNotEmpty().allMatch(CallPathTest::isFile);
    return names;
  }

  private static List<String> belowTransports(List<String> names) {
    return names.stream().filter(name -> !name.startsWith("transport.")).toList();
  }

  private static boolean isFile(String name) {
    return Files.exists(SOURCES.resolve("dev/tidings/" + name.replace('.', '/') + ".java"));
  }

  /** The files on the stack, outermost first, each once; Database stands for its transaction. */
  private static List<String> callers() {
    List<Class<?>> frames =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
            .walk(
                stack ->
                    new ArrayList<>(stack.map(StackWalker.StackFrame::getDeclaringClass).toList()));
    Collections.reverse(frames);
    return frames.stream().flatMap(CallPathTest::name).distinct().toList();
  }

  /** Of a class of a test, the class that it stands in for. */
  private static Stream<String> name(Class<?> frame) {
    return Stream.<Class<?>>iterate(frame, type -> type != null, Class::getSuperclass)
        .map(type -> type.getNestHost().getName())
        .filter(name -> name.startsWith(ROOT))
        .map(name -> name.substring(ROOT.length()))
        .filter(CallPathTest::isFile)
        .limit(1)
        .filter(name -> !name.startsWith("platform.database.") || name.equals(TRANSACTION));
  }
}
