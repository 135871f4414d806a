package dev.tidings.transport.http.body;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Limits the memory of bodies that are not complete: in all, per endpoint and per address. */
@ApplicationScoped
class BodyMemoryLimit {
  /** What a waiting request takes besides its body, roughly. */
  static final int OVERHEAD = 16_384;

  private static final long ALL = 67_108_864;
  private static final long ONE_CLIENT = ALL / 4;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Map<String, Long> used = new HashMap<>();

  @Inject private Settings settings;

  private long mostOfAll;
  private long mostOfOne;

  /** For CDI. */
  BodyMemoryLimit() {}

  BodyMemoryLimit(int maxBody) {
    setLimits(maxBody);
  }

  @PostConstruct
  void readSettings() {
    setLimits(settings.number(Setting.HTTP_MAX_BODY));
  }

  /** One body of the greatest size always fits. */
  private void setLimits(int maxBody) {
    long largest = (long) maxBody + OVERHEAD;
    mostOfOne = Math.max(ONE_CLIENT, 2 * largest);
    mostOfAll = Math.max(ALL, 4 * largest);
  }

  /** The memory of one body. */
  final class Share {
    private final List<String> owners;
    private long bytes;

    private Share(List<String> owners) {
      this.owners = owners;
    }

    /**
     * Accounts for more bytes.
     *
     * @throws TidingsException when that is too much
     */
    void grow(int more) {
      synchronized (used) {
        if (owners.stream().anyMatch(owner -> usedBy(owner) + more > most(owner))) {
          throw TidingsException.retryLater(
              ErrorType.UNAVAILABLE,
              "Too many request bodies are on their way. Send fewer at once, or faster.",
              RETRY_AFTER);
        }
        add(more);
      }
    }

    /** Gives all of it back; once more does nothing. */
    void end() {
      synchronized (used) {
        add(-bytes);
      }
    }

    private void add(long more) {
      bytes += more;
      owners.forEach(owner -> used.merge(owner, more, BodyMemoryLimit::sum));
    }
  }

  /**
   * Accounts for a request whose body is not complete.
   *
   * @throws TidingsException when there are too many
   */
  Share begin(HttpServletRequest request) {
    Principal endpoint = request.getUserPrincipal();
    return begin(endpoint == null ? "" : endpoint.getName(), request.getRemoteAddr());
  }

  Share begin(String endpoint, String address) {
    Share share = new Share(List.of("all", "endpoint " + endpoint, "address " + address));
    share.grow(OVERHEAD);
    return share;
  }

  private long most(String owner) {
    return owner.equals("all") ? mostOfAll : mostOfOne;
  }

  private long usedBy(String owner) {
    return used.getOrDefault(owner, 0L);
  }

  /** Null, which removes the entry, instead of zero. */
  private static Long sum(Long before, Long more) {
    long sum = before + more;
    return sum == 0 ? null : sum;
  }
}
