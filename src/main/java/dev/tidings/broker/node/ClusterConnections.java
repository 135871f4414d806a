package dev.tidings.broker.node;

import dev.tidings.api.ConnectionDetails;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.store.node.NodeRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The connections of all nodes: those of this node as they are, those of others as they were at the
 * last heartbeat. An id consists of the node's and that of the connection there.
 */
@ApplicationScoped
public class ClusterConnections {
  /** No node has more connections from its start to its end. */
  static final long OF_A_NODE = 1_000_000_000;

  @Inject Database database;
  @Inject NodeRows rows;
  @Inject NodeService nodes;
  @Inject OwnConnections own;
  @Inject @DatabaseTime Clock clock;

  /** What the ids of this node's connections begin with. */
  long firstId() {
    return nodes.id() * OF_A_NODE;
  }

  boolean isOwn(long id) {
    return id / OF_A_NODE == nodes.id();
  }

  /** Those of all nodes that are there, by their ids. */
  public Page<ConnectionDetails> page(PageRequest request) {
    Page<ConnectionDetails> here = here(request);
    List<ConnectionDetails> found = new ArrayList<>(here.rows());
    others()
        .filter(it -> it.id() > request.after())
        .filter(it -> it.endpointName().contains(request.nameContains()))
        .forEach(found::add);
    found.sort(Comparator.comparingLong(ConnectionDetails::id));
    boolean isLast = here.next().isEmpty() && found.size() <= request.limit();
    List<ConnectionDetails> rowsOfPage = found.stream().limit(request.limit()).toList();
    return new Page<>(rowsOfPage, isLast ? 0 : rowsOfPage.get(rowsOfPage.size() - 1).id());
  }

  private Page<ConnectionDetails> here(PageRequest request) {
    long first = firstId();
    long after = Math.max(0, request.after() - first);
    if (after >= OF_A_NODE) {
      return new Page<>(List.of(), 0);
    }
    Page<ConnectionDetails> page =
        own.page(new PageRequest(after, request.limit(), request.nameContains()));
    return new Page<>(
        page.rows().stream().map(it -> it.withId(first + it.id())).toList(),
        page.next().isPresent() ? first + page.next().getAsLong() : 0);
  }

  /** One of another node that is there. */
  Optional<ConnectionDetails> elsewhere(long id) {
    return others().filter(it -> it.id() == id).findFirst();
  }

  private Stream<ConnectionDetails> others() {
    if (!database.isShared()) {
      return Stream.of();
    }
    Instant oldest = clock.instant().minus(NodeService.PRESENCE);
    return database.read(connection -> rows.lists(connection, nodes.id(), oldest)).stream()
        .flatMap(
            row -> ConnectionList.parse(row.list(), row.name(), row.id() * OF_A_NODE).stream());
  }
}
