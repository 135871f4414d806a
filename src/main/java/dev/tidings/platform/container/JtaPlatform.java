package dev.tidings.platform.container;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.util.List;
import java.util.Optional;
import org.hibernate.engine.jndi.JndiException;
import org.hibernate.engine.transaction.jta.platform.internal.AbstractJtaPlatform;

/**
 * Gives Hibernate the transactions of Payara or WildFly.
 *
 * <p>The defect, in Hibernate 6.6.53: by itself it finds those of WildFly only.
 *
 * <p>What this gains: JPA takes part in JTA transactions on both servers.
 */
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
