package dev.tidings.platform.container;

import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The resources that take part in the JTA transaction of the calling thread. Jakarta Transactions
 * has no call for it; the transactions of Payara (seen in 6.2025.10) and WildFly (39.0.1) have
 * public methods. Where they look different, there seem to be none.
 */
public final class EnlistedResources {
  private static final List<String> TRANSACTION_MANAGERS =
      List.of("java:appserver/TransactionManager", "java:jboss/TransactionManager");

  private static final ServerMethod POOLS = new ServerMethod("getAllParticipatingPools");
  private static final ServerMethod OF_PROVIDER =
      new ServerMethod("getProviderInterface", Class.class);
  private static final ServerMethod RESOURCES = new ServerMethod("getResources");
  private static final ServerMethod JNDI_NAME = new ServerMethod("getJndiName");

  private final Optional<TransactionManager> transactionManager;

  /** Looks for the server's transaction manager, on a thread of the application's. */
  public EnlistedResources() {
    transactionManager =
        TRANSACTION_MANAGERS.stream().flatMap(name -> find(name).stream()).findFirst();
  }

  @SuppressWarnings("BanJNDI") // The names are those above.
  private static Optional<TransactionManager> find(String name) {
    try {
      return InitialContext.doLookup(name) instanceof TransactionManager found
          ? Optional.of(found)
          : Optional.empty();
    } catch (NamingException absent) {
      return Optional.empty();
    }
  }

  /** Texts that contain the JNDI names of their connection factories or data sources. */
  public Stream<String> names() {
    return transaction().stream()
        .flatMap(
            transaction ->
                Stream.concat(poolsOfPayara(transaction), resourcesOfWildFly(transaction)));
  }

  private Optional<Transaction> transaction() {
    try {
      return transactionManager.isPresent()
          ? Optional.ofNullable(transactionManager.get().getTransaction())
          : Optional.empty();
    } catch (SystemException failure) {
      return Optional.empty();
    }
  }

  private static Stream<String> poolsOfPayara(Transaction transaction) {
    return POOLS.call(transaction).stream()
        .flatMap(pools -> ((Collection<?>) pools).stream())
        .map(String::valueOf);
  }

  private static Stream<String> resourcesOfWildFly(Transaction transaction) {
    return OF_PROVIDER.call(transaction, Transaction.class).stream()
        .flatMap(provided -> RESOURCES.call(provided).stream())
        .flatMap(resources -> ((Map<?, ?>) resources).keySet().stream())
        .map(resource -> JNDI_NAME.call(resource).orElse(resource))
        .map(String::valueOf);
  }
}
