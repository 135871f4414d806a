package dev.tidings.api;

/**
 * Makes backups of the embedded database. Trusts its caller, as {@link Administration} does, and
 * needs no transaction.
 */
public interface DatabaseBackups {

  /**
   * Begins a backup, which holds everything that was acknowledged before this call.
   *
   * @throws TidingsException {@link ErrorType#CONFLICT} while another backup runs, or for a
   *     database that has tools of its own for this; {@link ErrorType#UNAVAILABLE} if the disk has
   *     too little space
   */
  DatabaseBackup begin();
}
