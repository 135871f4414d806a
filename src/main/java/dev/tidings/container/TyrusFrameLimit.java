package dev.tidings.container;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Optional;

/**
 * How long a frame Tyrus takes on one connection.
 *
 * <p>The defect, in Tyrus 2.1 (Payara 6.2025.10): it keeps the beginning of a frame until all of it
 * is there, up to 4 MB, before the application sees any of it, also where that asked for parts of
 * messages; the size is one for all connections of an application. So whoever connects, without
 * logging in, can have 4 MB of the memory for each connection. No upstream issue is known.
 *
 * <p>What this gains: a limit for each connection that can be raised later.
 *
 * <p>Where Tyrus looks different, and on servers that do not have it, its own limit stays.
 */
public final class TyrusFrameLimit {
  private static final Logger LOG = System.getLogger(TyrusFrameLimit.class.getName());
  private static final String TYRUS = "org.glassfish.tyrus.";
  private static final String SIZE = "incomingBufferSize";

  /** What comes with one frame in the same piece: its head, and the beginning of the next. */
  private static final int MORE_THAN_A_FRAME = 32 * 1_024;

  private volatile HttpUpgradeHandler handler;

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
    field(handler, "upgradeInfo").ifPresent(info -> set(info, bytes));
  }

  /** Limits frames of a connection that is open. */
  public void change(int bytes) {
    field(handler, "connection")
        .flatMap(connection -> field(connection, "readHandler"))
        .ifPresent(reader -> set(reader, bytes));
  }

  /** Whether a connection failed because a frame was longer than that. */
  public static boolean isExceeded(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return failure instanceof IllegalArgumentException
        && trace.length > 0
        && trace[0].getClassName().startsWith(TYRUS);
  }

  private static void set(Object owner, int bytes) {
    try {
      Field size = accessible(owner, SIZE);
      size.setInt(owner, (int) Math.min(Integer.MAX_VALUE - 8L, (long) bytes + MORE_THAN_A_FRAME));
    } catch (ReflectiveOperationException | RuntimeException different) {
      sayThatItStays(different);
    }
  }

  private static Optional<Object> field(Object owner, String name) {
    try {
      return owner == null || !owner.getClass().getName().startsWith(TYRUS)
          ? Optional.empty()
          : Optional.ofNullable(accessible(owner, name).get(owner));
    } catch (ReflectiveOperationException | RuntimeException different) {
      sayThatItStays(different);
      return Optional.empty();
    }
  }

  private static Field accessible(Object owner, String name) throws NoSuchFieldException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  private static void sayThatItStays(Exception why) {
    LOG.log(Level.DEBUG, "The limit for frames stays that of the server", why);
  }
}
