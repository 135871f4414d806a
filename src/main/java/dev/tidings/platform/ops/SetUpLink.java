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
   * @param url under which a browser reaches this node, without a slash at the end
   */
  public Optional<String> take(String url) {
    return Optional.ofNullable(token.getAndSet(null))
        .map(secret -> url + "/console/#/set-up/" + secret);
  }
}
