package dev.tidings.transport.embedded;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.Unmanaged;

/** Makes objects that are no beans and have injected fields. */
final class Injected {
  private Injected() {}

  static <T> T make(Class<T> type) {
    return new Unmanaged<>(CDI.current().getBeanManager(), type)
        .newInstance()
        .produce()
        .inject()
        .postConstruct()
        .get();
  }
}
