package dev.tidings.platform.container;

import jakarta.servlet.ReadListener;
import java.io.IOException;
import java.net.ProtocolException;

/** Tells a listener of the end of a body that the container does not know to have ended. */
final class FramedReadListener implements ReadListener {
  private final FramedInputStream body;
  private final ReadListener listener;
  private boolean ended;

  FramedReadListener(FramedInputStream body, ReadListener listener) {
    this.body = body;
    this.listener = listener;
  }

  @Override
  public void onDataAvailable() throws IOException {
    if (!ended && body.isReady() && !body.isFinished()) {
      listener.onDataAvailable();
    }
    if (body.isFinished()) {
      finish();
    }
  }

  /** The connection has ended, and with it what came of the body. */
  @Override
  public void onAllDataRead() {
    if (body.isFinished()) {
      finish();
    } else {
      onError(new ProtocolException("The body is cut off"));
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (!ended) {
      ended = true;
      listener.onError(failure);
    }
  }

  void finish() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      listener.onAllDataRead();
    } catch (IOException failure) {
      listener.onError(failure);
    }
  }
}
