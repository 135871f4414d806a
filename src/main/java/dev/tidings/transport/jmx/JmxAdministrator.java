package dev.tidings.transport.jmx;

import dev.tidings.api.CurrentAdministrator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** The administrator of the server, whoever that is: JMX does not say. */
@ApplicationScoped
public class JmxAdministrator implements CurrentAdministrator {
  /** In the audit log; entries of endpoints have an address besides. */
  static final String NAME = "jmx";

  private static final ThreadLocal<Boolean> ADMINISTERS = new ThreadLocal<>();

  <T> T administer(Supplier<T> operation) {
    ADMINISTERS.set(true);
    try {
      return operation.get();
    } finally {
      ADMINISTERS.remove();
    }
  }

  @Override
  public String endpointName() {
    return ADMINISTERS.get() == null ? "" : NAME;
  }

  @Override
  public String address() {
    return "";
  }
}
