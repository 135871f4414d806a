package dev.tidings.transport.http;

import jakarta.servlet.ServletRequest;

/** Whether the client turned out to be gone while its response was written. */
public final class ClientDisconnect {
  private static final String ATTRIBUTE = ClientDisconnect.class.getName();

  private volatile boolean isGone;

  private ClientDisconnect() {}

  /** Begins with a request. */
  public static ClientDisconnect begin(ServletRequest request) {
    ClientDisconnect clientDisconnect = new ClientDisconnect();
    request.setAttribute(ATTRIBUTE, clientDisconnect);
    return clientDisconnect;
  }

  /** That of a request, on its own thread; it may be asked on any. */
  public static ClientDisconnect of(ServletRequest request) {
    return (ClientDisconnect) request.getAttribute(ATTRIBUTE);
  }

  /** The response cannot be written. */
  public void happened() {
    isGone = true;
  }

  /** Whether part of the response could not be written. */
  public boolean hasHappened() {
    return isGone;
  }
}
