package dev.tidings.platform.container;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads from a connection of Undertow's, which nobody else does while its request is suspended. It
 * gives back what it finds: the next request of a client that does not wait for responses. The
 * connection counts as open from then on, because the end is behind these bytes.
 */
final class UndertowDisconnectProbe implements DisconnectProbe {
  private static final Logger LOG = System.getLogger(UndertowDisconnectProbe.class.getName());

  private static final String GIVE_BACK = "ungetRequestBytes";

  /** No more than fits into the smallest buffer that Undertow has. */
  private static final int FEW_BYTES = 512;

  private static final ServerMethod EXCHANGE = new ServerMethod("getExchange");
  private static final ServerMethod CONNECTION = new ServerMethod("getConnection");
  private static final ServerMethod SOURCE = new ServerMethod("getOriginalSourceConduit");
  private static final ServerMethod UNREAD = new ServerMethod("getExtraBytes");
  private static final ServerMethod READ = new ServerMethod("read", ByteBuffer.class);
  private static final ServerMethod POOL = new ServerMethod("getByteBufferPool");
  private static final ServerMethod ALLOCATE = new ServerMethod("allocate");
  private static final ServerMethod BUFFER = new ServerMethod("getBuffer");

  private final Object connection;
  private final Object source;
  private final Method giveBack;
  private boolean mayRead = true;

  private UndertowDisconnectProbe(Object connection, Object source, Method giveBack) {
    this.connection = connection;
    this.source = source;
    this.giveBack = giveBack;
  }

  static Optional<DisconnectProbe> find(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return EXCHANGE
        .call(inner)
        .flatMap(CONNECTION::call)
        .flatMap(connection -> SOURCE.call(connection).flatMap(source -> of(connection, source)));
  }

  /** Connections of other protocols take nothing back. */
  private static Optional<DisconnectProbe> of(Object connection, Object source) {
    return Arrays.stream(connection.getClass().getMethods())
        .filter(method -> method.getName().equals(GIVE_BACK))
        .<DisconnectProbe>map(method -> new UndertowDisconnectProbe(connection, source, method))
        .findAny();
  }

  @Override
  public boolean isClosedByClient() {
    if (!mayRead || UNREAD.call(connection).isPresent()) {
      return false;
    }
    try {
      ByteBuffer read = ByteBuffer.allocate(FEW_BYTES);
      int count = (int) READ.on(source, read);
      if (count > 0) {
        mayRead = false;
        giveBack(read.flip());
      }
      return count < 0;
    } catch (InvocationTargetException failure) {
      return failure.getCause() instanceof IOException;
    } catch (ReflectiveOperationException | RuntimeException failure) {
      LOG.log(Level.DEBUG, "A connection cannot be asked whether its client is there", failure);
      mayRead = false;
      return false;
    }
  }

  private void giveBack(ByteBuffer read) throws ReflectiveOperationException {
    Object pooled = ALLOCATE.on(POOL.on(connection));
    ByteBuffer buffer = (ByteBuffer) BUFFER.on(pooled);
    buffer.clear().put(read).flip();
    giveBack.invoke(connection, pooled);
  }

  @Override
  public void end() {
    mayRead = false;
  }
}
