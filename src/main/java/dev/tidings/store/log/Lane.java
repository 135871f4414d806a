package dev.tidings.store.log;

import dev.tidings.api.Publication;

/** The numbers of the lanes: a priority, or 0 for messages addressed to single subscriptions. */
public final class Lane {
  /** No cursor reads it: each addressee has a row of its own that points here. */
  public static final int ADDRESSED = 0;

  public static final int FIRST = Publication.LOWEST_PRIORITY;
  public static final int LAST = Publication.HIGHEST_PRIORITY;

  private Lane() {}
}
