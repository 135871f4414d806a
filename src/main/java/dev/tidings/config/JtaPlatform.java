package dev.tidings.config;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.util.List;
import java.util.Optional;
import org.hibernate.engine.jndi.JndiException;
import org.hibernate.engine.transaction.jta.platform.internal.AbstractJtaPlatform;

/** Where Hibernate finds the transactions of a Payara or a WildFly; by itself it knows only one. */
public class JtaPlatform extends AbstractJtaPlatform {
  private static final long serialVersionUID = 1;

  private static final List<String> TRANSACTION_MANAGERS =
      List.of("java:appserver/TransactionManager", "java:jboss/TransactionManager");

  @Override
  protected TransactionManager locateTransactionManager() {
    return TRANSACTION_MANAGERS.stream()
        .flatMap(name -> find(name).stream())
        .map(TransactionManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No transactions at " + TRANSACTION_MANAGERS));
  }

  @Override
  protected UserTransaction locateUserTransaction() {
    return (UserTransaction) find("java:comp/UserTransaction").orElseThrow();
  }

  private Optional<Object> find(String name) {
    try {
      return Optional.of(jndiService().locate(name));
    } catch (JndiException absent) {
      return Optional.empty();
    }
  }
}
