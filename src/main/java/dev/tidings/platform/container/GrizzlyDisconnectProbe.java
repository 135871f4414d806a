package dev.tidings.platform.container;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * Asks the socket of a connection of Grizzly's. It reads nothing: a socket that a selector reports
 * as readable, and that has no bytes, is at its end.
 *
 * <p>Bytes in front of the end hide it. Over plain HTTP they are the next request of a client that
 * does not wait for responses, and the connection counts as open. Over TLS a client says that it
 * closes, so there any byte counts as the end.
 */
final class GrizzlyDisconnectProbe implements DisconnectProbe {
  private static final Logger LOG = System.getLogger(GrizzlyDisconnectProbe.class.getName());

  private static final ServerMethod CONNECTION = new ServerMethod("getConnection");
  private static final ServerMethod CHANNEL = new ServerMethod("getChannel");
  private static final ServerMethod SECURE = new ServerMethod("isSecure");

  /** A selector of our own, beside those with which the server waits. */
  private static final class Sockets {
    private static final Selector SELECTOR = open();

    private static Selector open() {
      try {
        return Selector.open();
      } catch (IOException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  private final SocketChannel socket;
  private final boolean isSecure;
  private SelectionKey key;
  private boolean wasReadable;

  GrizzlyDisconnectProbe(SocketChannel socket, boolean isSecure) {
    this.socket = socket;
    this.isSecure = isSecure;
  }

  static Optional<DisconnectProbe> find(ServletRequest request) {
    return PayaraRequest.packet(request)
        .flatMap(
            packet ->
                CONNECTION
                    .call(packet)
                    .flatMap(CHANNEL::call)
                    .filter(SocketChannel.class::isInstance)
                    .map(SocketChannel.class::cast)
                    .map(socket -> new GrizzlyDisconnectProbe(socket, isSecure(packet))));
  }

  private static boolean isSecure(Object packet) {
    return SECURE.call(packet).equals(Optional.of(true));
  }

  @Override
  public boolean isClosedByClient() {
    try {
      return !socket.isOpen() || (isReadable() && (isSecure || isAtEnd()));
    } catch (ClosedChannelException | CancelledKeyException isClosedHere) {
      return true;
    } catch (IOException failure) {
      LOG.log(Level.DEBUG, "A connection cannot be asked whether its client is there", failure);
      return false;
    }
  }

  private boolean isAtEnd() throws IOException {
    return socket.socket().getInputStream().available() == 0;
  }

  private boolean isReadable() throws IOException {
    Selector selector = Sockets.SELECTOR;
    synchronized (selector) {
      if (key == null) {
        key = socket.register(selector, SelectionKey.OP_READ, this);
      }
      if (!wasReadable) {
        selector.selectNow(GrizzlyDisconnectProbe::note);
      }
      return wasReadable;
    }
  }

  /** Each socket is selected once, so that many that are readable do not slow the others down. */
  private static void note(SelectionKey readable) {
    ((GrizzlyDisconnectProbe) readable.attachment()).wasReadable = true;
    try {
      readable.interestOps(0);
    } catch (CancelledKeyException isClosedHere) {
      // Then it is not selected again either.
    }
  }

  /** Takes the socket out of the selector, without which the server could not close it. */
  @Override
  public void end() {
    if (key == null) {
      return;
    }
    Selector selector = Sockets.SELECTOR;
    synchronized (selector) {
      key.cancel();
      try {
        selector.selectNow(GrizzlyDisconnectProbe::note);
      } catch (IOException failure) {
        LOG.log(Level.DEBUG, "A connection will be closed later", failure);
      }
    }
  }
}
