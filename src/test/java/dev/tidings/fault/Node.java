package dev.tidings.fault;

import dev.tidings.fixture.Directories;
import dev.tidings.fixture.NodeDatabase;
import dev.tidings.system.Setup;
import dev.tidings.system.TidingsClient;
import dev.tidings.system.TidingsProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A server that is killed and started again while its clients live on. */
final class Node implements AutoCloseable {
  private final Path directory;
  private final Map<String, String> environment;
  private volatile CompletableFuture<TidingsProcess> process = new CompletableFuture<>();

  /** With its output in the directory and its data in the store. */
  Node(Path directory, NodeDatabase store) {
    this.directory = directory;
    environment = new HashMap<>(TidingsProcess.PASSWORDS);
    environment.put("TIDINGS_SECURITY_PBKDF2_ITERATIONS", "1000");
    environment.putAll(store.settings());
  }

  /** Starts it and waits until it answers. */
  Node start() {
    try {
      process.complete(TidingsProcess.start(directory, environment));
    } catch (RuntimeException | Error failure) {
      process.completeExceptionally(failure);
      throw failure;
    }
    return this;
  }

  /** Ends it without any warning. From then on its clients wait for the next start. */
  void kill() {
    TidingsProcess last = process.join();
    process = new CompletableFuture<>();
    last.kill();
    Directories.delete(directory.resolve("tmp"));
  }

  /** The server, as soon as it is up. */
  TidingsProcess process() {
    return process.join();
  }

  /** An endpoint of the test's, as soon as the server is up. */
  TidingsClient client(String name) {
    return new Setup(process()).client(name);
  }

  /** Ends it, lets go of clients that wait for it, and keeps what it has printed. */
  @Override
  public void close() {
    boolean isUp =
        !process.completeExceptionally(new IllegalStateException("The node is closed"))
            && !process.isCompletedExceptionally();
    if (isUp) {
      process.join().kill();
    }
    Results.keepOutput(directory);
  }
}
