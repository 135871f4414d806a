package dev.tidings.api;

import java.util.Locale;

/** What an endpoint may do at all, before its patterns say to which topics. */
public enum Role {
  PUB_SUB(true, true),
  PUB_ONLY(true, false),
  SUB_ONLY(false, true),
  /** Keeps topics, endpoints and subscriptions; publishes and receives as its patterns say. */
  ADMIN(true, true),
  /**
   * Reads metrics, statistics and the administration API, without secrets, and changes nothing;
   * neither publishes nor receives.
   */
  MONITOR(false, false);

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

  /** Whether it may change what the administration API keeps. */
  public boolean mayAdminister() {
    return this == ADMIN;
  }

  /** Whether it may read what the administration API shows. */
  public boolean mayMonitor() {
    return this == ADMIN || this == MONITOR;
  }

  /** Such as {@code pub-sub}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
