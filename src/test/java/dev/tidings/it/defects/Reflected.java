package dev.tidings.it.defects;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.reflect.Field;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the application reads out of a server, and counts. */
final class Reflected {
  private static final ConcurrentHashMap<String, AtomicInteger> COUNTS = new ConcurrentHashMap<>();

  private Reflected() {}

  static void count(String what, int more) {
    COUNTS.computeIfAbsent(what, name -> new AtomicInteger()).addAndGet(more);
  }

  static int counted(String what) {
    return COUNTS.getOrDefault(what, new AtomicInteger()).get();
  }

  /** The request of Payara's connector. */
  static Object connectorRequest(ServletRequest request) throws ReflectiveOperationException {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return inner.getClass().getMethod("getUnwrappedCoyoteRequest").invoke(inner);
  }

  static Field field(Object owner, String name) throws ReflectiveOperationException {
    Class<?> type = owner.getClass();
    while (true) {
      try {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
      } catch (NoSuchFieldException inherited) {
        type = type.getSuperclass();
        if (type == null) {
          throw inherited;
        }
      }
    }
  }
}
