package dev.tidings.platform.database.h2;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notices when a part of a file changes that a snapshot of it still has to read. H2 is told to
 * write elsewhere for that time; this tells whether it has done so.
 */
final class SnapshotGuard implements AutoCloseable {
  private static final Map<Path, SnapshotGuard> GUARDS = new ConcurrentHashMap<>();

  private final Path file;
  private final long end;
  private volatile boolean isBroken;

  private SnapshotGuard(Path file, long end) {
    this.file = file;
    this.end = end;
  }

  /** Begins to watch the file, up to there and without its headers. */
  static SnapshotGuard of(Path file, long end) {
    SnapshotGuard guard = new SnapshotGuard(file, end);
    GUARDS.put(file, guard);
    return guard;
  }

  /** The file is going to change from there on. */
  static void changing(Path file, long position) {
    SnapshotGuard guard = GUARDS.get(file);
    if (guard != null && position < guard.end) {
      guard.isBroken = true;
    }
  }

  boolean isBroken() {
    return isBroken;
  }

  @Override
  public void close() {
    GUARDS.remove(file, this);
  }
}
