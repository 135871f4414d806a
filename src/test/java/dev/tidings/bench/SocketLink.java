package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** One WebSocket from its client's side. */
final class SocketLink implements Link, FrameParser.Reader, AutoCloseable {
  private final SocketScript script;
  private final Upgrade upgrade;
  private final FrameParser parser = new FrameParser();
  private final Deque<ByteBuffer> unsent = new ArrayDeque<>(2);
  private final SocketChannel channel;
  private final SelectionKey key;
  private boolean isOpen;

  /** Begins to connect. */
  SocketLink(Load load, String path, SocketScript script) throws IOException {
    this.script = script;
    upgrade = new Upgrade(path);
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    boolean isConnected = channel.connect(load.server());
    key = channel.register(load.selector(), SelectionKey.OP_CONNECT, this);
    if (isConnected) {
      send(upgrade.request());
    }
  }

  @Override
  public void connected() throws IOException {
    channel.finishConnect();
    send(upgrade.request());
  }

  /** Says something to the server. */
  void say(String text) throws IOException {
    send(Frame.of(Frame.TEXT, text.getBytes(UTF_8)));
  }

  private void send(ByteBuffer bytes) throws IOException {
    unsent.add(bytes);
    write();
  }

  @Override
  public void write() throws IOException {
    while (!unsent.isEmpty()) {
      channel.write(unsent.element());
      if (unsent.element().hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
      unsent.remove();
    }
    key.interestOps(SelectionKey.OP_READ);
  }

  @Override
  public void read(ByteBuffer buffer) throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      throw new EOFException("The server ended a WebSocket");
    }
    buffer.flip();
    if (!isOpen && upgrade.take(buffer)) {
      isOpen = true;
      script.opened(this);
    }
    if (isOpen) {
      parser.take(buffer, this);
    }
  }

  @Override
  public void text(Content text) {
    try {
      script.heard(this, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void ping(byte[] payload) {
    try {
      send(Frame.of(Frame.PONG, payload));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close(int code, String reason) {
    throw new BenchmarkFailure("The server closed a WebSocket: %d %s".formatted(code, reason));
  }

  /** Ends the connection without a word, as clients do that lose it. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
