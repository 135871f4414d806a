package dev.tidings.platform.database.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Why the embedded database cannot store anything at the moment, and what to do about it.
 *
 * @param sentence for people
 * @param passes whether it can continue once it has been reopened
 */
public record StorageFailure(String sentence, boolean passes) {
  /** What the largest group of commits takes, several times. */
  static final long ENOUGH_ROOM = 8L * 1_024 * 1_024;

  /** Causes may form a circle. */
  private static final int MAX_CAUSES = 20;

  /** What the failure means for the database in that file. */
  public static StorageFailure of(Throwable failure, Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (find(UnforcedException.class, failure) != null) {
      return new StorageFailure(
          "The disk of %s may have lost what was written to it (%s). Look at the disk, then restart Tidings."
              .formatted(directory, reason(failure)),
          false);
    }
    if (!hasRoom(directory)) {
      return new StorageFailure(
          "The disk of %s is full. Make room, at least %d MiB; Tidings then goes on by itself."
              .formatted(directory, ENOUGH_ROOM / 1_024 / 1_024),
          true);
    }
    return new StorageFailure(
        "The database in %s had to be closed (%s). Look at the disk, its quotas and limits; Tidings opens the database again by itself."
            .formatted(directory, reason(failure)),
        true);
  }

  /** Whether it is worth a try to open a database there. */
  public static boolean hasRoom(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace() >= ENOUGH_ROOM;
    } catch (IOException unknown) {
      return true;
    }
  }

  private static String reason(Throwable failure) {
    IOException ofDisk = find(IOException.class, failure);
    if (ofDisk != null) {
      Throwable first = ofDisk;
      while (first.getCause() != null && first.getCause() instanceof IOException) {
        first = first.getCause();
      }
      return String.valueOf(first.getMessage());
    }
    return failure == null ? "for a reason unknown" : String.valueOf(failure.getMessage());
  }

  private static <T extends Throwable> T find(Class<T> type, Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }

  /** The disk did not keep what was written, so nobody knows what is on it. */
  public static final class UnforcedException extends IOException {
    private static final long serialVersionUID = 1;

    public UnforcedException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
