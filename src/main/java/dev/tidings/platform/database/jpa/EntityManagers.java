package dev.tidings.platform.database.jpa;

import dev.tidings.platform.database.Database;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.jpa.HibernatePersistenceProvider;

/**
 * The entity managers of Tidings. Each JTA transaction has one, so that it sees its own changes;
 * without a transaction, each call has one of its own.
 */
@ApplicationScoped
public class EntityManagers {
  @Inject private Database database;
  @Inject private Settings settings;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transactions;

  private EntityManagerFactory factory;

  /** For CDI. */
  public EntityManagers() {}

  /** Outside a container. */
  EntityManagers(EntityManagerFactory factory, TransactionSynchronizationRegistry transactions) {
    this.factory = factory;
    this.transactions = transactions;
  }

  @PostConstruct
  void open() {
    TidingsPersistenceUnit unit =
        new TidingsPersistenceUnit(database.dataSource(), settings.text(Setting.DB_SCHEMA));
    factory =
        new HibernatePersistenceProvider().createContainerEntityManagerFactory(unit, Map.of());
  }

  @PreDestroy
  void close() {
    factory.close();
  }

  /** Does the work, which changes something only in a transaction. */
  public <T> T call(Function<EntityManager, T> work) {
    if (transactions.getTransactionStatus() == Status.STATUS_ACTIVE) {
      return work.apply(ofTransaction());
    }
    try (EntityManager own = factory.createEntityManager()) {
      return work.apply(own);
    }
  }

  /** The same without a result. */
  public void run(Consumer<EntityManager> work) {
    call(
        manager -> {
          work.accept(manager);
          return true;
        });
  }

  private EntityManager ofTransaction() {
    if (transactions.getResource(this) instanceof EntityManager known) {
      return known;
    }
    // It closes itself when the transaction has ended.
    EntityManager created = factory.createEntityManager();
    transactions.putResource(this, created);
    return created;
  }
}
