package dev.tidings.transport.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.Role;
import dev.tidings.security.Caller;
import dev.tidings.security.LoginStatus;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** A client that reads events, until a test has it stop reading, leave or lose its login. */
final class FakeStream {
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final Watcher watcher;
  boolean isReading = true;
  boolean isConnected = true;
  boolean isLoginGood = true;
  boolean isComplete;

  FakeStream(String endpoint, int limit, Consumer<Watcher> onEnd) {
    watcher =
        new Watcher(
            new Caller(endpoint, Role.MONITOR, LoginStatus.of(() -> isLoginGood)),
            limit,
            new Output(),
            () -> isComplete = true,
            Runnable::run,
            onEnd);
  }

  Watcher watcher() {
    return watcher;
  }

  void readAgain() {
    isReading = true;
    watcher.onWritePossible();
  }

  /** The names of the events that have come since the last time. */
  List<String> types() {
    return text()
        .lines()
        .filter(line -> line.startsWith("event: "))
        .map(line -> line.substring("event: ".length()))
        .toList();
  }

  String text() {
    String text = received.toString(UTF_8);
    received.reset();
    return text;
  }

  /** As a container's, which is ready at once. */
  private final class Output extends ServletOutputStream {
    @Override
    public boolean isReady() {
      return isReading;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      try {
        listener.onWritePossible();
      } catch (IOException impossible) {
        throw new AssertionError(impossible);
      }
    }

    @Override
    public void write(int one) throws IOException {
      if (!isConnected) {
        throw new IOException("on purpose");
      }
      received.write(one);
    }
  }
}
