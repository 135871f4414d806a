package dev.tidings.bench;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import java.io.EOFException;
import java.util.Optional;

/** One HTTP connection, opened again when the server has closed it, and what its client sends. */
final class Client implements AutoCloseable {
  private static final int MAX_ANSWER = 64 * 1_024 * 1_024;

  private final ClientConnections connections;
  private final Script script;
  private final CrowdProgress progress;
  private Channel channel;
  private boolean isWaiting;
  private long waitingSince;

  /** Begins to connect. */
  Client(ClientConnections connections, Script script, CrowdProgress progress) {
    this.connections = connections;
    this.script = script;
    this.progress = progress;
    var unused = connect();
  }

  private ChannelFuture connect() {
    ChannelFuture connecting =
        connections.connect(
            new HttpResponseDecoder(), new HttpObjectAggregator(MAX_ANSWER), new ResponseHandler());
    channel = connecting.channel();
    return connecting;
  }

  boolean isConnected() {
    return channel.isActive();
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
  boolean send(long dueAt) {
    Optional<Request> next = script.next(dueAt);
    if (next.isEmpty()) {
      return false;
    }
    waitingSince = dueAt;
    isWaiting = true;
    if (isConnected()) {
      write(next.get());
    } else {
      connect().addListener(connected -> write(next.get()));
    }
    return true;
  }

  private void write(Request request) {
    channel
        .writeAndFlush(request.buffer())
        .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
  }

  private void take(FullHttpResponse response) {
    if (!isWaiting || response.decoderResult().isFailure()) {
      throw new BenchmarkFailure("The server sent what is no answer: " + response);
    }
    isWaiting = false;
    progress.count(script.answered(new Answer(response)), System.nanoTime() - waitingSince);
    if (!HttpUtil.isKeepAlive(response)) {
      var unused = channel.close();
    }
    progress.ready(this);
  }

  /** Servers may close connections that nobody has used for a while, and no others. */
  private void ended(Channel which) {
    if (which == channel && isWaiting) {
      connections.fail(new EOFException("The server closed a connection without an answer"));
    }
  }

  @Override
  public void close() {
    isWaiting = false;
    var unused = channel.close();
  }

  /** Takes the answers of one connection. */
  private final class ResponseHandler extends SimpleChannelInboundHandler<FullHttpResponse> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      take(response);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      ended(context.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable reason) {
      connections.fail(reason);
    }
  }
}
