package dev.tidings.transport.websocket.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.websocket.CloseReason;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/** A connection of the container's. */
public final class ContainerSocket implements SessionSocket {
  private static final Logger LOG = System.getLogger(ContainerSocket.class.getName());

  private final Session session;

  public ContainerSocket(Session session) {
    this.session = session;
  }

  @Override
  public void send(String text, Consumer<Optional<Throwable>> ended) {
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    try {
      session.getAsyncRemote().sendText(text, result -> ended(result, ended, application));
    } catch (RuntimeException failure) {
      // Containers throw what they like when the connection has gone meanwhile.
      ended.accept(Optional.of(failure));
    }
  }

  /** On whatever thread: what it goes on with may need the application. */
  private static void ended(
      SendResult result, Consumer<Optional<Throwable>> whom, ClassLoader application) {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(application);
    try {
      whom.accept(Optional.ofNullable(result.getException()));
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Override
  public void ping(String payload) throws IOException {
    try {
      session.getAsyncRemote().sendPing(ByteBuffer.wrap(payload.getBytes(US_ASCII)));
    } catch (RuntimeException failure) {
      throw new IOException(failure);
    }
  }

  @Override
  public void allow(int maxMessage) {
    ClientAddress.limit(session.getUserPrincipal()).ifPresent(limit -> limit.change(maxMessage));
  }

  @Override
  public void close(int code, String reason) {
    try {
      session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
    } catch (IOException | RuntimeException gone) {
      LOG.log(Level.DEBUG, "A WebSocket was gone before it was closed", gone);
    }
  }
}
