package dev.tidings.platform.database.managed;

import dev.tidings.api.TidingsDataSource;
import dev.tidings.platform.settings.ConfiguredValues;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.StartFailure;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.util.AnnotationLiteral;
import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Finds the data source that Tidings is to use in place of its own: by the setting {@code
 * tidings.db.data-source}, or as the bean with the qualifier {@link TidingsDataSource}.
 */
public final class ManagedDataSources {
  private ManagedDataSources() {}

  /** For looking up the bean by code. */
  private static final class Qualifier extends AnnotationLiteral<TidingsDataSource>
      implements TidingsDataSource {
    private static final long serialVersionUID = 1;
  }

  /** A data source, and how people know it. */
  public record Found(DataSource dataSource, String name) {}

  /**
   * The data source that the application names; empty if it names none.
   *
   * @throws StartFailure if there is none of that name, or two are named
   */
  public static Optional<Found> find(ConfiguredValues configuredValues) {
    Optional<Found> byName =
        configuredValues.text(Setting.DB_DATA_SOURCE).map(ManagedDataSources::named);
    Optional<Found> found = byName.or(ManagedDataSources::produced);
    if (found.isPresent()) {
      requireNothingElse(configuredValues, found.get());
    }
    return found;
  }

  @SuppressWarnings("BanJNDI") // The name is a setting.
  private static Found named(String name) {
    try {
      Object there = InitialContext.doLookup(name);
      if (there instanceof DataSource dataSource) {
        return new Found(dataSource, name);
      }
      throw new StartFailure(
          "%s must name a data source, but %s is a %s."
              .formatted(Setting.DB_DATA_SOURCE.key(), name, there.getClass().getName()));
    } catch (NamingException absent) {
      throw new StartFailure(
          "%s names %s, which is not there: %s. Create that data source, or deploy what defines it first."
              .formatted(Setting.DB_DATA_SOURCE.key(), name, absent.getMessage()),
          absent);
    }
  }

  private static Optional<Found> produced() {
    Instance<DataSource> beans;
    try {
      beans = CDI.current().select(DataSource.class, new Qualifier());
    } catch (RuntimeException noContainer) {
      // Weld throws more than the specification names while a deployment begins.
      return Optional.empty();
    }
    if (beans.isAmbiguous()) {
      throw new StartFailure(
          "The application has several beans of type DataSource with @TidingsDataSource; Tidings uses one.");
    }
    return beans.isUnsatisfied() ? Optional.empty() : Optional.of(produced(beans));
  }

  /** A producer of a dependent bean may produce null. */
  private static Found produced(Instance<DataSource> beans) {
    DataSource produced = beans.get();
    if (produced == null) {
      throw new StartFailure(
          "The producer with @TidingsDataSource has produced null; it must produce a data source.");
    }
    return new Found(produced, "@TidingsDataSource");
  }

  private static void requireNothingElse(ConfiguredValues configuredValues, Found found) {
    Stream.of(Setting.DB_URL, Setting.DB_USER, Setting.DB_PASSWORD)
        .filter(setting -> configuredValues.text(setting).isPresent())
        .findFirst()
        .ifPresent(
            setting -> {
              throw new StartFailure(
                  "Tidings uses the data source %s, so %s must not be set."
                      .formatted(found.name(), setting.key()));
            });
  }
}
