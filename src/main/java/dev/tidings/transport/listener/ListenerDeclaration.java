package dev.tidings.transport.listener;

import dev.tidings.api.TidingsListener;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.reflect.Method;
import java.time.Duration;

/**
 * A method with the annotation, which keeps all rules.
 *
 * @param isSession whether it belongs to a session bean
 */
record ListenerDeclaration(
    Bean<?> bean,
    boolean isSession,
    Method method,
    TidingsListener values,
    CallParameters parameters) {

  /** The beginning of each sentence about it: which method is meant. */
  static String prefix(Class<?> beanClass, Method method) {
    return "@TidingsListener on " + nameOf(beanClass, method) + ": ";
  }

  private static String nameOf(Class<?> beanClass, Method method) {
    return beanClass.getName() + "." + method.getName();
  }

  String prefix() {
    return prefix(bean.getBeanClass(), method);
  }

  String methodName() {
    return nameOf(bean.getBeanClass(), method);
  }

  /** With the slash at the beginning, which may be left out. */
  String topic() {
    return values.topic().startsWith("/") ? values.topic() : "/" + values.topic();
  }

  Duration timeout() {
    return Duration.parse(values.timeout());
  }

  /** The most messages of one call. */
  int batchSize() {
    return parameters.isBatch() ? values.batchSize() : 1;
  }

  /** How many messages it may have leased. */
  int window() {
    int perCall =
        parameters.isBatch()
            ? Math.max(values.prefetch(), 2 * values.batchSize())
            : values.prefetch();
    return perCall * values.concurrency();
  }

  /**
   * The name of the listener.
   *
   * @param application as the server calls it
   */
  String name(String application) {
    return values.name().isEmpty()
        ? derivedName(application, bean.getBeanClass().getSimpleName(), method.getName())
        : values.name();
  }

  /** A version in the name of an archive must not lead to another queue. */
  static String derivedName(String application, String beanClass, String method) {
    String withoutVersion = application.replaceFirst("(-[0-9]|[:#]).*$", "");
    return (withoutVersion + "." + beanClass + "." + method).replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
