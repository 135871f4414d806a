package dev.tidings.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * The connections to a server. They are served by the thread that made this, and only while it
 * calls {@link #serve}: one thread costs the machine that it shares with the server less than
 * several, and clients need no locks.
 */
final class ClientConnections implements AutoCloseable {
  /** Bounds how late a request is sent that is due, and how long a round lasts too long. */
  private static final long MILLIS_BETWEEN_LOOKS = 1;

  private final ManualIoEventLoop loop =
      new ManualIoEventLoop(Thread.currentThread(), NioIoHandler.newFactory());
  private final InetSocketAddress server;
  private Throwable failure;

  ClientConnections(int port) {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  InetSocketAddress server() {
    return server;
  }

  /** Begins to connect. Whatever goes wrong on the connection ends the run. */
  ChannelFuture connect(ChannelHandler... handlers) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(handlers);
                  }
                });
    return bootstrap.connect(server).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
  }

  /** Ends the run, when the thread comes back from what it is at. */
  void fail(Throwable reason) {
    if (failure == null) {
      failure = reason;
    }
  }

  /** Sends and takes what can be sent and taken, and waits a moment if there is nothing. */
  void serve() {
    loop.run(TimeUnit.MILLISECONDS.toNanos(MILLIS_BETWEEN_LOOKS));
    if (failure instanceof BenchmarkFailure known) {
      throw known;
    }
    if (failure != null) {
      throw new BenchmarkFailure(failure);
    }
  }

  @Override
  public void close() {
    var unused = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    while (!loop.isTerminated()) {
      loop.runNow();
    }
  }
}
