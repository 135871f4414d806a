package dev.tidings.container;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The asynchronous context of a request that is forwarded because of {@link DispatchRace}, as the
 * servlet sees it. It completes when both the servlet has returned and the response is complete:
 * the server recycles the request then.
 */
public final class ForwardedContext implements AsyncContext {
  private final AsyncContext context;
  private final AsyncListeners listeners;
  private final AtomicInteger outstanding = new AtomicInteger(2);
  private volatile boolean isStarted;

  private ForwardedContext(AsyncContext context, AsyncListeners listeners) {
    this.context = context;
    this.listeners = listeners;
  }

  /** Of a request whose own thread, which calls this, has not left the container. */
  public static ForwardedContext around(AsyncContext context) {
    AsyncListeners listeners = new AsyncListeners();
    context.addListener(listeners);
    return new ForwardedContext(context, listeners);
  }

  /** Forwards on a thread of the server's when the request's own thread has left. */
  public void runAfter(CompletableFuture<Void> departure, Runnable forward) {
    var unused = departure.thenRunAsync(() -> run(forward), context::start);
  }

  private void run(Runnable forward) {
    try {
      forward.run();
    } finally {
      leave();
    }
  }

  /** Whether the servlet answers later. */
  public boolean isStarted() {
    return isStarted;
  }

  /** For the servlet that answers later. */
  public AsyncContext start() {
    if (isStarted) {
      throw new IllegalStateException("The request is asynchronous already");
    }
    isStarted = true;
    return this;
  }

  /** What it has started. */
  public AsyncContext get() {
    if (!isStarted) {
      throw new IllegalStateException("The request is not asynchronous");
    }
    return this;
  }

  /** The servlet has returned. Nobody may touch the request afterwards. */
  private void leave() {
    if (!isStarted) {
      complete();
    }
    complete();
  }

  @Override
  public void complete() {
    if (outstanding.decrementAndGet() == 0) {
      context.complete();
    }
  }

  @Override
  public ServletRequest getRequest() {
    return context.getRequest();
  }

  @Override
  public ServletResponse getResponse() {
    return context.getResponse();
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return false;
  }

  @Override
  public void start(Runnable run) {
    context.start(run);
  }

  @Override
  public void addListener(AsyncListener listener) {
    listeners.add(listener);
  }

  @Override
  public void addListener(
      AsyncListener listener, ServletRequest request, ServletResponse response) {
    listeners.add(listener);
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return context.createListener(type);
  }

  /** The request has none. */
  @Override
  public void setTimeout(long timeout) {}

  @Override
  public long getTimeout() {
    return 0;
  }

  @Override
  public void dispatch() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void dispatch(String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void dispatch(ServletContext application, String path) {
    throw new UnsupportedOperationException();
  }
}
