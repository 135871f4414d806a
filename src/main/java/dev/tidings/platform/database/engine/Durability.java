package dev.tidings.platform.database.engine;

/** What a commit guarantees when it returns. */
public enum Durability {
  /** On disk: it survives the loss of power. */
  GUARANTEED,
  /** Committed and visible; it survives the end of this process, and is on disk soon after. */
  BUFFERED
}
