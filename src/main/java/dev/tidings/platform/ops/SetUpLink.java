package dev.tidings.platform.ops;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The link with which the administrator sets a password after the first start. */
@ApplicationScoped
public class SetUpLink {
  public static final Duration LIFETIME = Duration.ofMinutes(15);

  private final AtomicReference<String> token = new AtomicReference<>();

  /** Has the ready line show a link with that token. */
  public void offer(String newToken) {
    token.set(newToken);
  }

  /**
   * The link, to be shown once. What follows the number sign reaches no server and no proxy.
   *
   * @param console the URL under which a browser reaches the console of this node
   */
  public Optional<String> take(String console) {
    return Optional.ofNullable(token.getAndSet(null)).map(secret -> console + "#/set-up/" + secret);
  }
}
