package dev.tidings.transport.http.body;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.http.CurrentCaller;
import dev.tidings.transport.http.RequestTimeouts;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * Receives the rest of one body without a thread, and resumes the request when it is complete or
 * refused: by a dispatch, in which the filter comes back with {@link #resume}.
 */
public final class AsyncBodyReader implements ReadListener {
  private static final Logger LOG = System.getLogger(AsyncBodyReader.class.getName());
  private static final String ATTRIBUTE = AsyncBodyReader.class.getName();

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final RequestBody body;
  private final RefusalWriter refusals;
  private final RequestTarget target;
  private final AtomicBoolean isOver = new AtomicBoolean();

  private ServletInputStream in;
  private Runnable resumption;
  private BodyMemoryLimit.Share share;
  private volatile Future<?> deadline;
  private volatile TidingsException refusal;

  AsyncBodyReader(
      HttpServletRequest request,
      HttpServletResponse response,
      RequestBody body,
      RefusalWriter refusals) {
    this.request = request;
    this.response = response;
    this.body = body;
    this.refusals = refusals;
    this.target = RequestTarget.of(request);
  }

  /** That of a request that was dispatched because its reception is over. */
  public static AsyncBodyReader of(HttpServletRequest request) {
    return (AsyncBodyReader) request.getAttribute(ATTRIBUTE);
  }

  /** Waits for the rest; on the thread of the request. */
  void begin(BodyMemoryLimit.Share memory, Duration timeout) throws IOException {
    share = memory;
    in = request.getInputStream();
    request.setAttribute(ATTRIBUTE, this);
    AsyncContext context = request.startAsync(request, response);
    context.setTimeout(0);
    resumption = () -> context.dispatch(target.dispatchPath());
    deadline = RequestTimeouts.of(request).after(timeout, () -> refuse(overdue(timeout)));
    in.setReadListener(this);
  }

  @Override
  public void onDataAvailable() throws IOException {
    try {
      while (!isOver.get() && !isComplete() && in.isReady()) {
        int count = body.readReady(in);
        if (count < 0) {
          return;
        }
        share.grow(count);
      }
    } catch (TidingsException reason) {
      refuse(reason);
      return;
    }
    if (!isOver.get() && isComplete()) {
      end(null);
    }
  }

  /** Whether the end has come meanwhile. */
  private boolean isComplete() throws IOException {
    return in.isFinished() && in.available() == 0;
  }

  @Override
  public void onAllDataRead() {
    end(null);
  }

  /** Mostly the client has gone. */
  @Override
  public void onError(Throwable failure) {
    LOG.log(Level.DEBUG, () -> "A request body ended early: " + failure);
    refuse(brokenOff());
  }

  private void refuse(TidingsException reason) {
    end(reason);
  }

  /** Only the first way to end counts. */
  private void end(TidingsException reason) {
    if (isOver.compareAndSet(false, true)) {
      refusal = reason;
      deadline.cancel(false);
      share.end();
      resumption.run();
    }
  }

  /**
   * Lets the request go on in a dispatch, or answers it with the refusal.
   *
   * @param check checks the complete request once more, and may refuse it
   */
  public void resume(FilterChain chain, UnaryOperator<HttpServletRequest> check)
      throws IOException, ServletException {
    HttpServletRequest resumed = new ResumedRequest(request, target, body.bytes());
    HttpServletRequest checked;
    try {
      if (refusal != null) {
        throw refusal;
      }
      checked = check.apply(resumed);
    } catch (RuntimeException reason) {
      refusals.write(reason, resumed, response);
      return;
    }
    CurrentCaller.serve(checked, () -> chain.doFilter(checked, response));
  }

  static TidingsException overdue(Duration timeout) {
    return new TidingsException(
        ErrorType.BODY_TIMEOUT,
        "The body did not arrive within %s. Send it faster, or in smaller pieces."
            .formatted(timeout));
  }

  static TidingsException brokenOff() {
    return TidingsException.invalid("body", "could not be read to its end");
  }
}
