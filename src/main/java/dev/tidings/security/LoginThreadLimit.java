package dev.tidings.security;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.security.password.HashingQueue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Counts the threads that wait for a login to be verified: they are threads of the server's that
 * others need, and no address may have most of them.
 */
@ApplicationScoped
public class LoginThreadLimit {
  private static final int MOST_FOR_EACH_PROCESSOR = 32;

  private final Map<String, Integer> waiting = new HashMap<>();
  private final int most;
  private int count;

  public LoginThreadLimit() {
    this(MOST_FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors());
  }

  LoginThreadLimit(int most) {
    this.most = most;
  }

  /**
   * Waits on this thread, if not too many do already.
   *
   * @param network whose share of the threads it is
   * @throws TidingsException {@link ErrorType#TOO_MANY_ATTEMPTS}, or what the call throws
   */
  <T> T during(String network, Supplier<T> call) {
    begin(network);
    try {
      return call.get();
    } finally {
      end(network);
    }
  }

  private synchronized void begin(String network) {
    int same = waiting.getOrDefault(network, 0);
    if (count >= most || same >= most / 2) {
      throw HashingQueue.tooMany();
    }
    waiting.put(network, same + 1);
    count++;
  }

  private synchronized void end(String network) {
    waiting.computeIfPresent(network, (n, same) -> same == 1 ? null : same - 1);
    count--;
  }
}
