package dev.tidings.api;

import java.util.Locale;

/** What an endpoint may do at all, before its patterns say to which topics. */
public enum Role {
  PUB_SUB(true, true),
  PUB_ONLY(true, false),
  SUB_ONLY(false, true),
  /** Keeps topics, endpoints and subscriptions; publishes and receives as its patterns say. */
  ADMIN(true, true);

  private final boolean mayPublish;
  private final boolean mayReceive;

  Role(boolean mayPublish, boolean mayReceive) {
    this.mayPublish = mayPublish;
    this.mayReceive = mayReceive;
  }

  public boolean mayPublish() {
    return mayPublish;
  }

  public boolean mayReceive() {
    return mayReceive;
  }

  /** Such as {@code pub-sub}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
