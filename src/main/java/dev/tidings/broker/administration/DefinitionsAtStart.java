package dev.tidings.broker.administration;

import dev.tidings.api.DefinitionChange;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.definitions.DefinitionsDocument;
import dev.tidings.broker.definitions.DefinitionsReader;
import dev.tidings.platform.cluster.ClusterLock;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.platform.settings.EnvironmentReferences;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.platform.settings.StartFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Applies the file of definitions that the settings name; deletes nothing. */
@ApplicationScoped
class DefinitionsAtStart {
  private static final Log LOG = Log.of(DefinitionsAtStart.class);
  private static final long MAX_BYTES = 16 << 20;

  @Inject Settings settings;
  @Inject Database database;
  @Inject ClusterLock clusterLock;
  @Inject DefinitionsService definitions;

  /**
   * Does nothing without such a setting.
   *
   * @throws StartFailure when the file cannot be read or is wrong
   */
  void apply() {
    settings.optional(Setting.DEFINITIONS).ifPresent(this::apply);
  }

  private void apply(String file) {
    try {
      DefinitionsDocument document =
          DefinitionsReader.read(read(file), EnvironmentReferences::replace);
      List<DefinitionChange> changes = apply(document);
      LOG.log(LogEvent.DEFINITIONS_APPLIED, file, changes.size());
    } catch (TidingsException refusal) {
      throw new StartFailure(
          "The definitions in %s cannot be applied: %s".formatted(file, refusal.getMessage()),
          refusal);
    }
  }

  /** Nodes that start at the same time do it one after another. */
  private List<DefinitionChange> apply(DefinitionsDocument document) {
    return database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          clusterLock.become(connection);
          return definitions.apply(document, false);
        });
  }

  private static String read(String file) {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > MAX_BYTES) {
        throw new StartFailure(
            "The file %s, which tidings.definitions names, has more than 16 MiB.".formatted(file));
      }
      return Files.readString(path);
    } catch (IOException | InvalidPathException unreadable) {
      throw new StartFailure(
          "The file %s, which tidings.definitions names, cannot be read as UTF-8: %s"
              .formatted(file, unreadable),
          unreadable);
    }
  }
}
