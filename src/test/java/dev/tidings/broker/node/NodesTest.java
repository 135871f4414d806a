package dev.tidings.broker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.ConnectionDetails;
import dev.tidings.api.NodeDetails;
import dev.tidings.api.NodeState;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.api.TidingsException;
import dev.tidings.fixture.MovableClock;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.platform.ops.Version;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes on one database: what each knows of the other, and of its connections. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class NodesTest {
  private static final Duration BEAT = Duration.ofSeconds(NodeService.SECONDS);

  private final String id = UUID.randomUUID().toString();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T12:00:00Z"));
  private final NodeOfTests first;
  private final NodeOfTests second;
  private final Supplier<NodeOfTests> replacement;

  NodesTest(TestDatabase database) {
    first = new NodeOfTests(database, clock, id + " first");
    second = new NodeOfTests(database, clock, id + " second");
    replacement = () -> new NodeOfTests(database, clock, id + " second");
  }

  @AfterEach
  void close() throws SQLException {
    first.close();
    second.close();
  }

  @Test
  void each_lists_both_and_knows_itself() {
    second.connect(1, "b");
    second.measurements().topic(1).published(50, 500);
    beat(first, second);
    clock.advance(Duration.ofSeconds(4));

    NodeDetails here = nodes(first).get(0);
    NodeDetails there = nodes(first).get(1);

    assertThat(here.name()).endsWith("first");
    assertThat(here.isThis()).isTrue();
    assertThat(here.lastSeen()).isEqualTo(clock.instant());
    assertThat(there.name()).endsWith("second");
    assertThat(there.isThis()).isFalse();
    assertThat(there.version()).isEqualTo(Version.TIDINGS);
    assertThat(there.startedAt()).isEqualTo(Instant.parse("2026-11-24T12:00:00Z"));
    assertThat(there.lastSeen()).isEqualTo(there.startedAt());
    assertThat(there.connections()).isEqualTo(1);
    assertThat(there.publishRate()).isPositive();
    assertThat(there.deliveryRate()).isZero();
    assertThat(nodes(second)).extracting(NodeDetails::isThis).containsExactly(false, true);
    assertThat(nodes(second)).extracting(NodeDetails::id).containsExactly(here.id(), there.id());
  }

  @Test
  void one_that_says_nothing_for_a_minute_is_silent_until_another_takes_its_place()
      throws SQLException {
    beat(first, second);
    beat(first);
    clock.advance(NodeService.PRESENCE);
    beat(first);

    assertThat(nodes(first))
        .extracting(NodeDetails::state)
        .containsExactly(NodeState.ALIVE, NodeState.SILENT);
    assertThat(told(first)).containsExactly("second alive", "second silent");

    try (NodeOfTests again = replacement.get()) {
      beat(again, first);
    }

    assertThat(nodes(first))
        .extracting(NodeDetails::state)
        .containsExactly(NodeState.ALIVE, NodeState.ALIVE);
    assertThat(told(first)).contains("second gone").endsWith("second gone");
  }

  @Test
  void one_that_is_silent_for_an_hour_is_forgotten_and_comes_back_with_its_next_word() {
    beat(first, second);
    clock.advance(Duration.ofMinutes(61));
    beat(first);

    assertThat(nodes(first)).extracting(NodeDetails::isThis).containsExactly(true);

    beat(second);
    assertThat(nodes(first))
        .extracting(NodeDetails::state)
        .containsExactly(NodeState.ALIVE, NodeState.ALIVE);
  }

  @Test
  void one_that_stops_in_order_is_not_listed_any_more() {
    beat(first, second, first);

    second.service().leave();
    beat(first);

    assertThat(nodes(first)).extracting(NodeDetails::isThis).containsExactly(true);
    assertThat(told(first)).endsWith("second gone");
  }

  @Test
  void connections_of_both_are_listed_in_pages_as_long_as_their_node_is_there() {
    for (long number = 1; number <= 3; number++) {
      first.connect(number, id + " a");
      second.connect(number, id + " b");
    }
    beat(first, second);
    first.connect(4, id + " a");
    second.connect(4, id + " b");

    assertThat(endpoints(first, 100)).containsExactly("a", "a", "a", "a", "b", "b", "b");
    assertThat(endpoints(first, 2)).isEqualTo(endpoints(first, 100));
    assertThat(endpoints(second, 3)).containsExactly("a", "a", "a", "b", "b", "b", "b");
    assertThat(page(first, 0, 10, id + " b").rows()).hasSize(3);

    clock.advance(NodeService.PRESENCE);
    assertThat(endpoints(first, 100)).containsExactly("a", "a", "a", "a");
  }

  @Test
  void a_connection_of_this_node_is_closed_at_once() {
    first.connect(7, id + " a");
    beat(first, second);
    long closing = page(first, 0, 10, id).rows().get(0).id();

    assertThat(first.disconnecting().disconnect(closing)).isTrue();

    assertThat(first.connected).isEmpty();
    assertThat(first.announced).isEmpty();
    assertThat(first.audited).containsExactly("disconnect %s a at %1$s first".formatted(id));
    assertThatThrownBy(() -> first.disconnecting().disconnect(closing))
        .isInstanceOf(TidingsException.class);
  }

  @Test
  void a_connection_of_another_node_is_closed_there_once_that_hears_of_it() {
    second.connect(7, id + " b");
    second.connect(8, id + " b");
    beat(first, second);
    long closing = page(first, 0, 10, id).rows().get(0).id();

    assertThat(first.disconnecting().disconnect(closing)).isFalse();
    assertThat(first.disconnecting().disconnect(closing)).isFalse();

    assertThat(first.audited).contains("disconnect %s b at %1$s second".formatted(id));
    assertThat(first.announced).allMatch(Disconnecting::isMeant).hasSize(2);
    first.disconnecting().serveRequests();
    assertThat(second.connected).hasSize(2);
    second.disconnecting().serveRequests();
    assertThat(second.connected).extracting(ConnectionDetails::id).containsExactly(8L);
    beat(second);
    assertThatThrownBy(() -> first.disconnecting().disconnect(closing))
        .isInstanceOf(TidingsException.class);
  }

  @Test
  void what_a_node_has_not_heard_of_within_a_minute_is_forgotten() {
    second.connect(7, id + " b");
    beat(first, second);
    long closing = page(first, 0, 10, id).rows().get(0).id();
    first.disconnecting().disconnect(closing);

    clock.advance(NodeService.PRESENCE.plus(BEAT));
    beat(first);
    second.disconnecting().serveRequests();

    assertThat(second.connected).hasSize(1);
  }

  private static void beat(NodeOfTests... nodes) {
    for (NodeOfTests node : nodes) {
      node.service().beat();
    }
  }

  /** Those of this test. */
  private List<NodeDetails> nodes(NodeOfTests at) {
    return at.service().nodes().stream().filter(node -> node.name().startsWith(id)).toList();
  }

  private List<String> told(NodeOfTests node) {
    return node.events().after(0).orElseThrow().stream()
        .filter(event -> event.type().equals("node"))
        .filter(event -> event.data().get("name").startsWith(id))
        .map(event -> event.data().get("name") + " " + event.data().get("state"))
        .map(text -> text.substring(id.length() + 1))
        .toList();
  }

  private static Page<ConnectionDetails> page(NodeOfTests at, long after, int limit, String name) {
    return at.connections().page(new PageRequest(after, limit, name));
  }

  /** Whose connections there are, by following pages of that size. */
  private List<String> endpoints(NodeOfTests at, int limit) {
    List<String> names = new ArrayList<>();
    long after = 0;
    do {
      Page<ConnectionDetails> page = page(at, after, limit, id);
      page.rows().forEach(it -> names.add(it.endpointName().substring(id.length() + 1)));
      after = page.lastId();
    } while (after != 0);
    return names;
  }
}
