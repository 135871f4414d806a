package dev.tidings.store.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.api.ErrorType;
import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Overflow;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.fixture.DatabaseKind;
import dev.tidings.fixture.TestStore;
import dev.tidings.platform.database.jdbc.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class TopicsTest {
  private static final Instant CREATED_AT = Instant.parse("2026-01-02T03:04:05.678901Z");

  @Parameter DatabaseKind engine;

  private TestStore store;
  private Topics topics;

  @BeforeEach
  void open() {
    store = TestStore.of(engine);
    topics = new Topics(store.database(), store.caches(), store.entities());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_topic_keeps_all_its_settings() {
    TopicSettings settings =
        TopicSettings.builder("demo/orders")
            .isActive(false)
            .hasGd(false)
            .isApiSubAllowed(false)
            .onNoSubs(OnNoSubs.DROP)
            .maxDepth(7)
            .overflow(Overflow.DROP_OLDEST)
            .maxMessageSize(8)
            .defaultExpiration(Duration.ofMillis(9))
            .retention(Duration.ofDays(10))
            .build();

    TopicDetails added = store.inTransaction(() -> topics.add(settings, CREATED_AT).details());

    assertThat(added.settings()).isEqualTo(settings.toBuilder().name("/demo/orders").build());
    assertThat(added.createdAt()).isEqualTo(CREATED_AT);
    assertThat(topics.require(added.id()).details()).isEqualTo(added);
    assertThat(topics.find(TopicName.of("/demo/orders"))).contains(added);
    assertThat(topics.find(added.id())).contains(added);
  }

  @Test
  void a_change_has_the_next_version() {
    TopicDetails added = add("/a");

    TopicDetails changed = change(added, added.settings().toBuilder().maxDepth(5).build());

    assertThat(changed.version()).isEqualTo(added.version() + 1);
    assertThat(topics.find(TopicName.of("/a"))).contains(changed);
  }

  @Test
  void after_a_change_of_its_name_the_old_one_is_unknown_at_once() {
    TopicDetails added = add("/old");
    assertThat(topics.find(TopicName.of("/old"))).isPresent();

    TopicDetails changed = change(added, added.settings().toBuilder().name("/new").build());

    assertThat(topics.find(TopicName.of("/old"))).isEmpty();
    assertThat(topics.find(TopicName.of("/new"))).contains(changed);
    assertThat(topics.find(added.id())).contains(changed);
    assertThat(topics.stored(TopicName.of("/new"))).map(Topic::details).contains(changed);
  }

  @Test
  void a_change_that_is_rolled_back_is_never_seen() {
    TopicDetails added = add("/a");

    store.inTransactionThatRollsBack(
        () -> {
          Topic changed = topics.change(added.id(), added.version(), TopicSettings.named("/b"));
          assertThat(topics.find(TopicName.of("/b"))).contains(changed.details());
          return changed;
        });

    assertThat(topics.find(TopicName.of("/a"))).contains(added);
    assertThat(topics.find(TopicName.of("/b"))).isEmpty();
  }

  @Test
  void a_look_up_does_not_answer_with_what_jpa_remembers() {
    TopicDetails added = add("/a");
    Topic remembered = topics.require(added.id());

    store.database().read(TopicsTest::changeVersions);
    topics.invalidate(added);

    assertThat(topics.find(added.id())).map(TopicDetails::version).contains(9L);
    assertThat(topics.require(added.id())).isSameAs(remembered);
  }

  @Test
  void a_name_is_taken_only_once() {
    add("/a");

    assertFails(ErrorType.CONFLICT, () -> add("/a"));
    TopicDetails other = add("/b");
    assertFails(ErrorType.CONFLICT, () -> change(other, TopicSettings.named("/a")));
  }

  @Test
  void a_change_of_an_old_version_is_refused() {
    TopicDetails added = add("/a");
    change(added, added.settings().toBuilder().maxDepth(5).build());

    assertFails(ErrorType.STALE_VERSION, () -> change(added, added.settings()));
  }

  @Test
  void an_illegal_name_is_refused() {
    assertFails(ErrorType.INVALID_INPUT, () -> add("/a b"));
  }

  @Test
  void a_removed_topic_is_gone() {
    TopicDetails added = add("/a");
    topics.find(added.id());

    store.inTransaction(
        () -> {
          topics.remove(topics.require(added.id()));
          return added;
        });

    assertThat(topics.find(added.id())).isEmpty();
    assertThat(topics.find(TopicName.of("/a"))).isEmpty();
    assertFails(ErrorType.NOT_FOUND, () -> topics.require(added.id()));
  }

  @Test
  void pages_go_by_id() {
    List<TopicDetails> all = List.of(add("/c"), add("/a"), add("/b"));

    Page<TopicDetails> first = topics.page(new PageRequest(0, 2, ""));
    Page<TopicDetails> second = topics.page(new PageRequest(first.lastId(), 2, ""));

    assertThat(first.rows()).isEqualTo(all.subList(0, 2));
    assertThat(first.next()).hasValue(all.get(1).id());
    assertThat(second.rows()).isEqualTo(all.subList(2, 3));
    assertThat(second.next()).isEqualTo(OptionalLong.empty());
  }

  @Test
  void pages_filter_by_text_that_is_taken_literally() {
    TopicDetails underscore = add("/x_y");
    add("/xay");

    assertThat(topics.page(new PageRequest(0, 10, "x_y")).rows()).containsExactly(underscore);
    assertThat(topics.page(new PageRequest(0, 10, "%")).rows()).isEmpty();
    assertThat(topics.page(new PageRequest(0, 10, "X_Y")).rows()).isEmpty();
  }

  @Test
  void the_lock_tells_the_version() {
    TopicLock lock = new TopicLock();
    TopicDetails a = add("/a");
    TopicDetails b = change(add("/b"), TopicSettings.builder("/b").maxDepth(5).build());

    Optional<Long> ofFirst = locked(c -> lock.lock(c, a.id()));
    Optional<Long> ofNone = locked(c -> lock.lock(c, 99));
    Map<Long, Long> ofAll = locked(c -> lock.lockAll(c, List.of(b.id(), 99L, a.id(), b.id())));

    assertThat(ofFirst).contains(a.version());
    assertThat(ofNone).isEmpty();
    assertThat(ofAll)
        .containsExactly(Map.entry(a.id(), a.version()), Map.entry(b.id(), b.version()));
  }

  private static int changeVersions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate("UPDATE tidings.topic SET version = 9");
    }
  }

  private <T> T locked(SqlWork<T> work) {
    return store.inTransaction(() -> store.database().read(work));
  }

  private TopicDetails add(String name) {
    return store.inTransaction(() -> topics.add(TopicSettings.named(name), CREATED_AT).details());
  }

  private TopicDetails change(TopicDetails old, TopicSettings settings) {
    return store.inTransaction(() -> topics.change(old.id(), old.version(), settings).details());
  }

  private static void assertFails(ErrorType type, Runnable call) {
    assertThatExceptionOfType(TidingsException.class)
        .isThrownBy(call::run)
        .matches(e -> e.type() == type);
  }
}
