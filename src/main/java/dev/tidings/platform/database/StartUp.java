package dev.tidings.platform.database;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/**
 * Defines the data source, and fails the deployment if the database cannot be used. Beans that need
 * the database until shutdown name this bean in {@code @DependsOn}.
 */
@Singleton(name = "TidingsStartUp")
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
@DataSourceDefinition(
    name = Database.JNDI_NAME,
    className = "dev.tidings.platform.database.PooledDataSource",
    transactional = true,
    minPoolSize = 0,
    initialPoolSize = 0,
    maxPoolSize = ConnectionLimiter.POOL_SIZE,
    properties = "description=Tidings")
public class StartUp {
  @Inject private Database database;

  @PostConstruct
  void requireDatabase() {
    database.read(connection -> connection.isValid(0));
  }

  @PreDestroy
  void closeDatabase() {
    OpenDatabase.close();
  }
}
