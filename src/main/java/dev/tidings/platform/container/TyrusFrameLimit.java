package dev.tidings.platform.container;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/**
 * How long a frame Tyrus takes on one connection.
 *
 * <p>The defect, in Tyrus 2.1 (Payara 6.2025.10): it keeps the beginning of a frame until all of it
 * is there, up to 4 MB, before the application sees any of it, also where that asked for parts of
 * messages; and there is one size for all connections of an application. So whoever connects,
 * without logging in, can have 4 MB of the memory for each connection. Longer frames end the
 * connection with the code 1011 and a stack trace in the log. Tyrus issue 395 reports the same of
 * large messages.
 *
 * <p>What this gains: a limit for each connection, which can be raised later, and is kept as soon
 * as the head of a frame is there. It comes between what reads from the connection and Tyrus.
 *
 * <p>Where Tyrus looks different, and on servers that do not have it, its own limit stays.
 */
public final class TyrusFrameLimit {
  private static final Logger LOG = System.getLogger(TyrusFrameLimit.class.getName());

  /** In the upgrade handler: makes the connection, when the handshake has been answered. */
  private static final ServerField MAKER = new ServerField("upgradeInfo");

  private final String reason;
  private final FrameHeaderReader heads = new FrameHeaderReader();
  private volatile HttpUpgradeHandler handler;
  private volatile int most = Integer.MAX_VALUE;
  private boolean isExceeded;

  /**
   * Of one connection; none yet.
   *
   * @param reason what a client hears whose frame is too long
   */
  public TyrusFrameLimit(String reason) {
    this.reason = reason;
  }

  /** The same request, of which this learns what Tyrus makes of it. */
  public HttpServletRequest watch(HttpServletRequest handshake) {
    return new HttpServletRequestWrapper(handshake) {
      @Override
      public <T extends HttpUpgradeHandler> T upgrade(Class<T> type)
          throws IOException, ServletException {
        T made = super.upgrade(type);
        handler = made;
        return made;
      }
    };
  }

  /** Limits frames from the first one on; to be called when the handshake has been answered. */
  public void begin(int bytes) {
    most = bytes;
    if (handler != null) {
      replaceMaker(handler);
    }
  }

  /** Limits the frames that come from now on. */
  public void change(int bytes) {
    most = bytes;
  }

  private void replaceMaker(Object upgradeHandler) {
    try {
      Object maker = MAKER.get(upgradeHandler).orElseThrow();
      MAKER.set(upgradeHandler, between(maker, "createConnection", this::connection));
    } catch (RuntimeException different) {
      LOG.log(Level.DEBUG, "The limit for frames stays that of the server", different);
    }
  }

  private Object connection(Object connection) {
    return between(connection, "getReadHandler", reader -> reader(connection, reader));
  }

  private Object reader(Object connection, Object reader) {
    return proxy(
        reader,
        (method, arguments) ->
            arguments != null
                    && arguments[0] instanceof ByteBuffer bytes
                    && isTooLong(connection, bytes)
                ? null
                : call(method, reader, arguments));
  }

  /** Whatever comes after a frame that is too long is nothing to anybody. */
  private boolean isTooLong(Object connection, ByteBuffer bytes) throws Throwable {
    boolean wasExceeded = isExceeded;
    isExceeded = wasExceeded || heads.isLongerThan(most, bytes);
    if (isExceeded) {
      bytes.position(bytes.limit());
    }
    if (isExceeded && !wasExceeded) {
      close(connection);
    }
    return isExceeded;
  }

  /** By the interface: the class itself is nobody's business. */
  private void close(Object connection) throws Throwable {
    for (Class<?> type : connection.getClass().getInterfaces()) {
      Method close = type.getMethod("close", CloseReason.class);
      call(close, connection, new Object[] {new CloseReason(CloseCodes.TOO_BIG, reason)});
    }
  }

  private interface Calls {
    Object call(Method method, Object[] arguments) throws Throwable;
  }

  /** The same object, but for what one of its methods returns. */
  private static Object between(Object target, String name, UnaryOperator<Object> change) {
    return proxy(
        target,
        (method, arguments) -> {
          Object result = call(method, target, arguments);
          return method.getName().equals(name) ? change.apply(result) : result;
        });
  }

  private static Object proxy(Object target, Calls calls) {
    Class<?> type = target.getClass();
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        type.getInterfaces(),
        (proxy, method, arguments) -> calls.call(method, arguments));
  }

  private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }
}
