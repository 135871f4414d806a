package dev.tidings.it;

import dev.tidings.api.Content;
import dev.tidings.api.ServiceRequest;
import dev.tidings.api.WebSocketService;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** Moves the clock of the server for tests outside it: by a duration, or back for an empty text. */
@ApplicationScoped
public class ClockService implements WebSocketService {
  @Inject @DatabaseTime private DatabaseClock clock;

  @Override
  public String name() {
    return "it.clock";
  }

  @Override
  public Optional<Content> handle(ServiceRequest request) {
    Optional<String> step = request.data().map(Content::asString).filter(text -> !text.isEmpty());
    step.map(Duration::parse).ifPresentOrElse(clock::advance, clock::reset);
    return Optional.empty();
  }
}
