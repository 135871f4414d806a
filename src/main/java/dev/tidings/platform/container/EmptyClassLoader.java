package dev.tidings.platform.container;

import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Finds no resources. For each frame that is sent, Payara makes a task for an idle timeout that
 * there is not, and for each task it looks through all libraries of the thread's class loader for
 * services that want to know of it: a quarter of the work of sending, without this.
 */
public final class EmptyClassLoader extends ClassLoader {
  private static final ClassLoader INSTANCE = new EmptyClassLoader();

  private EmptyClassLoader() {
    super(EmptyClassLoader.class.getClassLoader());
  }

  /**
   * Makes it the thread's.
   *
   * @return the one that was the thread's before, for {@link #end}
   */
  public static ClassLoader begin() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(INSTANCE);
    return before;
  }

  public static void end(ClassLoader before) {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Override
  public Enumeration<URL> getResources(String name) {
    return Collections.emptyEnumeration();
  }
}
