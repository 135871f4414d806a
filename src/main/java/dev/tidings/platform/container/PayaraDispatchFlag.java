package dev.tidings.platform.container;

/**
 * What tells Payara whether a thread has dispatched a suspended request: a thread-local of that one
 * request. Payara asks it on each thread that has to do with the request, each question leaves an
 * entry in the thread, and Payara never takes it out again. So each thread that answers carries
 * those of many requests, and each garbage collection copies them and looks whether their requests
 * still live: a quarter of the time for which it stopped the server. Tidings dispatches no request
 * there, so one mark that remembers nothing does for all.
 */
public final class PayaraDispatchFlag extends ThreadLocal<Boolean> {
  private static final ServerField MARK = new ServerField("isDispatchInScope", ThreadLocal.class);
  private static final PayaraDispatchFlag NEVER = new PayaraDispatchFlag();

  private PayaraDispatchFlag() {}

  @Override
  public Boolean get() {
    return false;
  }

  @Override
  public void set(Boolean isDispatched) {}

  /** Lets a request leave nothing in threads; those of other containers never do. */
  public static void removeFrom(Object suspended) {
    MARK.set(suspended, NEVER);
  }
}
