package dev.tidings.it;

import dev.tidings.api.Content;
import dev.tidings.api.ServiceRequest;
import dev.tidings.api.WebSocketService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** A service of the application that no setting offers to clients. */
@ApplicationScoped
public class HiddenService implements WebSocketService {

  @Override
  public String name() {
    return "it.hidden";
  }

  @Override
  public Optional<Content> handle(ServiceRequest request) {
    return Optional.of(Content.text("found"));
  }
}
