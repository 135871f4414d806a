package dev.tidings.wire;

import jakarta.servlet.ServletRequest;

/** Whether the client turned out to be gone while its response was written. */
public final class Disconnection {
  private static final String ATTRIBUTE = Disconnection.class.getName();

  private volatile boolean isGone;

  private Disconnection() {}

  /** Begins with a request. */
  public static Disconnection begin(ServletRequest request) {
    Disconnection disconnection = new Disconnection();
    request.setAttribute(ATTRIBUTE, disconnection);
    return disconnection;
  }

  /** That of a request, on its own thread; it may be asked on any. */
  public static Disconnection of(ServletRequest request) {
    return (Disconnection) request.getAttribute(ATTRIBUTE);
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
