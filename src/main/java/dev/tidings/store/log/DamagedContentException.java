package dev.tidings.store.log;

/** The content of a segment is not what was stored. */
final class DamagedContentException extends Exception {
  private static final long serialVersionUID = 1;

  DamagedContentException(String what) {
    super(what);
  }
}
