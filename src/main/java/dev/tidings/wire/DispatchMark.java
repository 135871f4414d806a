package dev.tidings.wire;

import dev.tidings.container.ForeignField;

/**
 * What tells Payara whether a thread has dispatched a suspended request: a thread-local of that one
 * request. Payara asks it on each thread that has to do with the request, each question leaves an
 * entry in the thread, and Payara never takes it out again. So each thread that answers carries
 * those of many requests, and each garbage collection copies them and looks whether their requests
 * still live: a quarter of the time for which it stopped the server. Tidings dispatches no request
 * there, so one mark that remembers nothing does for all.
 */
final class DispatchMark extends ThreadLocal<Boolean> {
  private static final ForeignField MARK = new ForeignField("isDispatchInScope", ThreadLocal.class);
  private static final DispatchMark NEVER = new DispatchMark();

  private DispatchMark() {}

  @Override
  public Boolean get() {
    return false;
  }

  @Override
  public void set(Boolean isDispatched) {}

  /** Lets a request leave nothing in threads; those of other containers never do. */
  static void removeFrom(Object suspended) {
    MARK.set(suspended, NEVER);
  }
}
