package dev.tidings.transport.websocket;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Requests that have begun and are not answered, of which one session has only so many. Used in the
 * session's executor only.
 */
final class StartedRequests {
  private final int maxRequests;
  private final long maxLength;
  private final Deque<Request> ordered = new ArrayDeque<>(1);
  private int requests;
  private long length;

  StartedRequests(int maxRequests, long maxLength) {
    this.maxRequests = maxRequests;
    this.maxLength = maxLength;
  }

  /** One of them. */
  static final class Request {
    private final int length;
    private final boolean isOrdered;
    private Runnable answer;

    private Request(int length, boolean isOrdered) {
      this.length = length;
      this.isOrdered = isOrdered;
    }
  }

  /** Whether no further one may begin. */
  boolean areTooMany() {
    return requests >= maxRequests || length >= maxLength;
  }

  Request begin(int requestLength, boolean isOrdered) {
    Request request = new Request(requestLength, isOrdered);
    requests++;
    length += requestLength;
    if (isOrdered) {
      ordered.add(request);
    }
    return request;
  }

  /** Answers it, if it need not wait for another, and those that have waited for it. */
  void end(Request request, Runnable answer) {
    request.answer = answer;
    if (!request.isOrdered) {
      send(request);
    }
    while (!ordered.isEmpty() && ordered.peek().answer != null) {
      send(ordered.remove());
    }
  }

  private void send(Request request) {
    requests--;
    length -= request.length;
    request.answer.run();
  }
}
