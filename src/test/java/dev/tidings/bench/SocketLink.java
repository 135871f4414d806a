package dev.tidings.bench;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.io.EOFException;
import java.net.InetSocketAddress;

/** One WebSocket from its client's side. It answers pings; anything but texts ends the run. */
final class SocketLink implements AutoCloseable {
  private static final int MAX_MESSAGE = 16 * 1_024 * 1_024;
  private static final int MAX_ANSWER = 65_536;

  /** Whoever waits for many handshakes has a limit of their own. */
  private static final long HANDSHAKE_MILLIS = 600_000;

  private final ClientConnections connections;
  private final SocketScript script;
  private final Channel channel;
  private boolean isClosed;

  /** Begins to connect. */
  SocketLink(ClientConnections connections, String path, SocketScript script) {
    this.connections = connections;
    this.script = script;
    channel =
        connections
            .connect(
                new HttpClientCodec(),
                new HttpObjectAggregator(MAX_ANSWER),
                new WebSocketClientProtocolHandler(protocol(path)),
                new WebSocketFrameAggregator(MAX_MESSAGE),
                new FrameHandler())
            .channel();
  }

  private WebSocketClientProtocolConfig protocol(String path) {
    InetSocketAddress server = connections.server();
    return WebSocketClientProtocolConfig.newBuilder()
        .webSocketUri("ws://%s:%d%s".formatted(server.getHostString(), server.getPort(), path))
        .generateOriginHeader(false)
        .maxFramePayloadLength(MAX_MESSAGE)
        .handshakeTimeoutMillis(HANDSHAKE_MILLIS)
        // Checking costs the processors that the server shares, and JSON with errors is noticed.
        .withUTF8Validator(false)
        .handleCloseFrames(false)
        .dropPongFrames(false)
        // Clients that lose their connections say nothing.
        .sendCloseFrame(null)
        .build();
  }

  /** Says something to the server. */
  void say(String text) {
    channel
        .writeAndFlush(new TextWebSocketFrame(text))
        .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
  }

  private void take(WebSocketFrame frame) {
    if (frame instanceof TextWebSocketFrame text) {
      script.heard(this, new Content(text.text()));
    } else if (frame instanceof CloseWebSocketFrame close) {
      throw new BenchmarkFailure(
          "The server closed a WebSocket: %d %s".formatted(close.statusCode(), close.reasonText()));
    } else {
      throw new BenchmarkFailure("The server sent what nobody expects: " + frame);
    }
  }

  /** Ends the connection without a word, as clients do that lose it. */
  @Override
  public void close() {
    isClosed = true;
    var unused = channel.close();
  }

  private final class FrameHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        script.opened(SocketLink.this);
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      take(frame);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!isClosed) {
        connections.fail(new EOFException("The server ended a WebSocket"));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable reason) {
      if (!isClosed) {
        connections.fail(reason);
      }
    }
  }
}
