package dev.tidings.platform.database.jdbc;

import java.util.ArrayList;
import java.util.List;

/**
 * What the work of a transaction wants counted once it has committed: work that is done again
 * counts once. In a caller's transaction, whose end is not known here, it is counted at once.
 */
public final class AfterCommit {
  private static final ThreadLocal<List<Runnable>> CURRENT = new ThreadLocal<>();

  private AfterCommit() {}

  /** What the transaction around another one wants; null without one. */
  public record Outer(List<Runnable> actionsOrNull) {}

  /** A transaction of the thread begins, maybe while another one of it waits. */
  public static Outer begin() {
    Outer outer = new Outer(CURRENT.get());
    CURRENT.set(new ArrayList<>(0));
    return outer;
  }

  /** It has ended. */
  public static void end(Outer outer, boolean isCommitted) {
    List<Runnable> actions = CURRENT.get();
    if (outer.actionsOrNull() == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer.actionsOrNull());
    }
    if (isCommitted) {
      actions.forEach(Runnable::run);
    }
  }

  /** Does something quick that does not fail, after the commit. */
  public static void run(Runnable action) {
    List<Runnable> actions = CURRENT.get();
    if (actions == null) {
      action.run();
    } else {
      actions.add(action);
    }
  }
}
