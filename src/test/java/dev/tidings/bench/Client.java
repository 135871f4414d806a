package dev.tidings.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** One connection, renewed when the server has had enough of it, and what its client says on it. */
final class Client implements Link, AutoCloseable {
  private final Script script;
  private final CrowdProgress progress;
  private final InetSocketAddress server;
  private final Selector selector;
  private final AnswerParser parser = new AnswerParser();
  private ByteBuffer unsent = ByteBuffer.allocate(0);
  private boolean isWaiting;
  private long waitingSince;
  private SocketChannel channel;
  private SelectionKey key;

  Client(InetSocketAddress server, Selector selector, Script script, CrowdProgress progress)
      throws IOException {
    this.server = server;
    this.selector = selector;
    this.script = script;
    this.progress = progress;
    connect();
  }

  private void connect() throws IOException {
    channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  CrowdProgress progress() {
    return progress;
  }

  /**
   * Sends the next request.
   *
   * @param dueAt from when on the client waits for the answer
   * @return whether there was one
   */
  boolean send(long dueAt) throws IOException {
    Optional<Request> next = script.next(dueAt);
    if (next.isEmpty()) {
      return false;
    }
    if (!channel.isOpen()) {
      connect();
    }
    waitingSince = dueAt;
    isWaiting = true;
    unsent = next.get().bytes();
    write();
    return true;
  }

  /** Sends what the socket did not take at once. */
  @Override
  public void write() throws IOException {
    channel.write(unsent);
    key.interestOps(
        unsent.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ);
  }

  @Override
  public void read(ByteBuffer buffer) throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      endConnection();
      return;
    }
    Optional<Answer> answer = parser.take(buffer.flip());
    if (answer.isPresent()) {
      take(answer.get());
    }
  }

  private void take(Answer answer) throws IOException {
    isWaiting = false;
    progress.count(script.answered(answer), System.nanoTime() - waitingSince);
    if (parser.isLast()) {
      channel.close();
    }
    progress.ready(this);
  }

  /** Servers may close connections that nobody has used for a while, and no others. */
  private void endConnection() throws IOException {
    channel.close();
    if (isWaiting) {
      throw new EOFException("The server closed a connection without an answer");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
