package dev.tidings.platform.cluster;

import java.util.Collection;
import java.util.Set;

/** The topics that may have new messages: some, by their ids, or any. */
public final class ChangedTopics {
  private static final ChangedTopics ANY = new ChangedTopics(true, Set.of());

  private final boolean isAny;
  private final Set<Long> ids;

  private ChangedTopics(boolean isAny, Set<Long> ids) {
    this.isAny = isAny;
    this.ids = ids;
  }

  /** Nobody knows which, so whoever waits for anything looks. */
  public static ChangedTopics any() {
    return ANY;
  }

  public static ChangedTopics of(Collection<Long> ids) {
    return new ChangedTopics(false, Set.copyOf(ids));
  }

  public boolean isAny() {
    return isAny;
  }

  /** Which ones; empty when it may be any. */
  public Set<Long> ids() {
    return ids;
  }

  /** Whether there may be something new in this topic. */
  public boolean mayInclude(long topicId) {
    return isAny || ids.contains(topicId);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChangedTopics that && isAny == that.isAny && ids.equals(that.ids);
  }

  @Override
  public int hashCode() {
    return ids.hashCode();
  }

  @Override
  public String toString() {
    return isAny ? "any" : ids.toString();
  }
}
