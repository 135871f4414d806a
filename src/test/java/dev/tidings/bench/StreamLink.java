package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.io.EOFException;
import java.util.function.Consumer;

/** A request whose response is a stream of lines. Any status but 200 ends the run. */
final class StreamLink implements AutoCloseable {
  private static final int MAX_LINE = 16 * 1_024 * 1_024;

  private final ClientConnections connections;
  private final Consumer<Content> onLine;
  private final Channel channel;
  private boolean isClosed;

  /**
   * Begins to connect, and sends the head of the request as soon as it has.
   *
   * @param onLine takes each line that is not empty
   */
  StreamLink(ClientConnections connections, String head, Consumer<Content> onLine) {
    this.connections = connections;
    this.onLine = onLine;
    channel =
        connections
            .connect(
                new HttpResponseDecoder(),
                new BodyHandler(),
                new LineBasedFrameDecoder(MAX_LINE),
                new LineHandler())
            .addListener(connected -> send(Unpooled.copiedBuffer(head, UTF_8)))
            .channel();
  }

  /** Sends a part of the body, as it is. */
  void send(ByteBuf part) {
    channel.writeAndFlush(part).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
  }

  /** Whether the server takes what is sent. */
  boolean isWritable() {
    return channel.isActive() && channel.isWritable();
  }

  /** Ends the connection. */
  @Override
  public void close() {
    isClosed = true;
    var unused = channel.close();
  }

  /** Unwraps the body of the response. */
  private static final class BodyHandler extends SimpleChannelInboundHandler<HttpObject> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      if (part instanceof HttpResponse response && response.status().code() != 200) {
        throw new BenchmarkFailure("The server refused a stream: " + response);
      }
      if (part instanceof HttpContent content) {
        context.fireChannelRead(content.content().retain());
      }
    }
  }

  private final class LineHandler extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf line) {
      if (line.isReadable() && !isClosed) {
        onLine.accept(new Content(line.toString(UTF_8)));
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!isClosed) {
        connections.fail(new EOFException("The server ended a stream"));
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
