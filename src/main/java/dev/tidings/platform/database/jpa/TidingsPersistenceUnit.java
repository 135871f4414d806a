package dev.tidings.platform.database.jpa;

import dev.tidings.platform.container.JtaPlatform;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceProvider;

/**
 * The persistence unit, which other applications declare in {@code META-INF/persistence.xml}. A
 * server does not see this one, so it is no candidate for the {@code @PersistenceContext} of an
 * application that has Tidings among its libraries.
 */
final class TidingsPersistenceUnit implements PersistenceUnitInfo {
  /** By name: what stores entities is above this package. */
  static final List<String> ENTITIES =
      List.of(
          "dev.tidings.store.topic.Topic",
          "dev.tidings.store.endpoint.Endpoint",
          "dev.tidings.store.subscription.Subscription");

  private final DataSource pool;
  private final String schema;

  TidingsPersistenceUnit(DataSource pool, String schema) {
    this.pool = pool;
    this.schema = schema;
  }

  @Override
  public Properties getProperties() {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            AvailableSettings.JTA_PLATFORM,
            JtaPlatform.class.getName(),
            AvailableSettings.DEFAULT_SCHEMA,
            schema,
            // Each belongs to one transaction, which it ends with.
            AvailableSettings.AUTO_CLOSE_SESSION,
            "true",
            // Migrations alone change tables, whatever a hibernate.properties of others says.
            AvailableSettings.HBM2DDL_AUTO,
            "none",
            // Hibernate would look at sequences of that name in whatever schema there is.
            AvailableSettings.SEQUENCE_INCREMENT_SIZE_MISMATCH_STRATEGY,
            "none"));
    return properties;
  }

  @Override
  public String getPersistenceUnitName() {
    return "tidings";
  }

  @Override
  public String getPersistenceProviderClassName() {
    return HibernatePersistenceProvider.class.getName();
  }

  @Override
  public PersistenceUnitTransactionType getTransactionType() {
    return PersistenceUnitTransactionType.JTA;
  }

  @Override
  public DataSource getJtaDataSource() {
    return pool;
  }

  @Override
  public DataSource getNonJtaDataSource() {
    return null;
  }

  @Override
  public List<String> getMappingFileNames() {
    return List.of();
  }

  @Override
  public List<URL> getJarFileUrls() {
    return List.of();
  }

  @Override
  public URL getPersistenceUnitRootUrl() {
    return null;
  }

  @Override
  public List<String> getManagedClassNames() {
    return ENTITIES;
  }

  @Override
  public boolean excludeUnlistedClasses() {
    return true;
  }

  @Override
  public SharedCacheMode getSharedCacheMode() {
    return SharedCacheMode.NONE;
  }

  /** Entities have rules of their own. */
  @Override
  public ValidationMode getValidationMode() {
    return ValidationMode.NONE;
  }

  @Override
  public String getPersistenceXMLSchemaVersion() {
    return "3.0";
  }

  @Override
  public ClassLoader getClassLoader() {
    return TidingsPersistenceUnit.class.getClassLoader();
  }

  /** Payara's class loader cannot enhance entities with a Hibernate inside the application. */
  @Override
  public void addTransformer(ClassTransformer transformer) {}

  @Override
  public ClassLoader getNewTempClassLoader() {
    return null;
  }
}
