package dev.tidings.broker.node;

import dev.tidings.api.ConnectionDetails;
import dev.tidings.api.ConnectionRegistry;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The connections of this node, with the ids that they have among themselves. */
@ApplicationScoped
public class OwnConnections {
  /** Only where there is a transport that pushes messages over connections. */
  @Inject Instance<ConnectionRegistry> registry;

  Page<ConnectionDetails> page(PageRequest request) {
    return registry.isResolvable() ? registry.get().connections(request) : new Page<>(List.of(), 0);
  }

  long count() {
    return registry.isResolvable() ? registry.get().count() : 0;
  }

  /** Closes one; empty when there is no such connection. */
  Optional<ConnectionDetails> disconnect(long id) {
    return registry.isResolvable() ? registry.get().disconnect(id) : Optional.empty();
  }
}
