package dev.tidings.container;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Listeners of an asynchronous context that servlets add when the context itself takes none any
 * more, because the thread that began it has returned to the container.
 */
public final class AsyncListeners implements AsyncListener {
  private final List<AsyncListener> listeners = new CopyOnWriteArrayList<>();

  void add(AsyncListener listener) {
    listeners.add(listener);
  }

  @Override
  public void onComplete(AsyncEvent event) throws IOException {
    for (AsyncListener listener : listeners) {
      listener.onComplete(event);
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) throws IOException {
    for (AsyncListener listener : listeners) {
      listener.onTimeout(event);
    }
  }

  @Override
  public void onError(AsyncEvent event) throws IOException {
    for (AsyncListener listener : listeners) {
      listener.onError(event);
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) throws IOException {
    for (AsyncListener listener : listeners) {
      listener.onStartAsync(event);
    }
  }
}
