package dev.tidings.container;

import jakarta.servlet.AsyncContext;

/**
 * Payara (seen in 6.2025.10, no upstream issue yet) loses an asynchronous dispatch: {@code
 * AsyncContextImpl.dispatch()} looks at {@code delayAsyncDispatchAndComplete} and then sets {@code
 * handler}, without a lock; {@code onExitService()}, on the thread that leaves the container, sets
 * the one and looks at the other between the two. Nobody runs the dispatch then, and the request
 * hangs. {@code complete()} has no such gap.
 *
 * <p>So there the request is forwarded on another thread, with a {@link ForwardedContext}. Where
 * the class has another name, requests are dispatched as the specification says.
 */
public final class DispatchRace {
  private static final String PACKAGE = "org.apache.catalina.connector.";

  private DispatchRace() {}

  /** Whether a dispatch of this context may be lost. */
  public static boolean affects(AsyncContext context) {
    return context.getClass().getName().startsWith(PACKAGE);
  }
}
