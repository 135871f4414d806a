package dev.tidings.platform.container;

/**
 * What tells Payara whether a thread has dispatched a suspended request: a thread-local of that one
 * request.
 *
 * <p>The defect, in Payara 6.2025.10: Payara asks it on each thread that has to do with the
 * request, each question leaves an entry in the thread, and Payara never takes it out again. {@code
 * docs/upstream/payara-thread-local-of-suspended-request.md} is the report.
 *
 * <p>What this gains: a quarter of the time of garbage collections, which copied these entries and
 * looked whether their requests still lived. Tidings dispatches no request there, so one mark that
 * remembers nothing does for all.
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
