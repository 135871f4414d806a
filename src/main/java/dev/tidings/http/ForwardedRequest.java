package dev.tidings.http;

import dev.tidings.container.ForwardedContext;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

/** A request that goes on by a forward, to a servlet for which it is not asynchronous yet. */
final class ForwardedRequest extends ResumedRequest {
  private final ForwardedContext context;

  ForwardedRequest(
      HttpServletRequest request, RequestTarget target, byte[] body, ForwardedContext context) {
    super(request, target, body);
    this.context = context;
  }

  @Override
  public boolean isAsyncStarted() {
    return context.isStarted();
  }

  @Override
  public AsyncContext startAsync() {
    return context.start();
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return context.start();
  }

  @Override
  public AsyncContext getAsyncContext() {
    return context.get();
  }
}
