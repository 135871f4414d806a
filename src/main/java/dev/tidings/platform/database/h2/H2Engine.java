package dev.tidings.platform.database.h2;

import dev.tidings.api.DatabaseBackup;
import dev.tidings.platform.database.engine.DatabaseEngine;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.engine.DurabilityBarrier;
import dev.tidings.platform.database.engine.ReconnectingConnections;
import dev.tidings.platform.database.engine.StorageFailure;
import dev.tidings.platform.database.jdbc.DatabaseClosedException;
import dev.tidings.platform.settings.ConfiguredValues;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.StartFailure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.api.ErrorCode;
import org.h2.message.DbException;

/** The embedded database: a file that only this process opens. */
public final class H2Engine implements DatabaseEngine {
  /** Others lose data or corrupt files in ways that this one does not. */
  static final String VERSION = "2.4.240";

  private static final String DEFAULT_USER = "tidings";

  private final DataDirectory directory;
  private final String url;
  private final String user;
  private final String password;

  /** Commits share it, and who writes what was committed has it alone. */
  private final ReadWriteLock commits = new ReentrantReadWriteLock();

  /** Who connects shares it, and who opens the database again has it alone. */
  private final ReadWriteLock opening = new ReentrantReadWriteLock();

  private final ReconnectingConnections reviving =
      new ReconnectingConnections(this::connectToOpen, System::nanoTime);

  private final H2Snapshots snapshots;

  /** Whether there was nothing in its file before. */
  private boolean isNew;

  /** How the database is used, since it is open. */
  private volatile DurabilityBarrier durabilityBarrier;

  /** The one that the durability barrier writes through. */
  private volatile H2Connection writer;

  public H2Engine(ConfiguredValues configuredValues) {
    this(configuredValues, FreeSpace.OF_DISK);
  }

  /** With a disk of a test's. */
  H2Engine(ConfiguredValues configuredValues, FreeSpace freeSpace) {
    InterruptSafeFileSystem.register();
    directory = new DataDirectory(configuredValues.text(Setting.DATA_DIR).orElseThrow());
    snapshots = new H2Snapshots(directory.databaseFile(), commits.writeLock(), freeSpace);
    url = url(directory);
    user = configuredValues.text(Setting.DB_USER).orElse(DEFAULT_USER);
    password = configuredValues.text(Setting.DB_PASSWORD).orElse("");
  }

  @Override
  public String description() {
    return "H2 in " + directory.databaseFile();
  }

  /** The rest serves transactions that need a second one to complete, and the entity managers. */
  @Override
  public int ownConnections() {
    return 18;
  }

  @Override
  public void prepare() {
    isNew = directory.prepare();
  }

  @Override
  public void holdWrites() {
    InterruptSafeFileSystem.holdWrites(directory.databaseFile());
  }

  @Override
  public void releaseWrites() throws SQLException {
    try {
      InterruptSafeFileSystem.releaseWrites(directory.databaseFile());
    } catch (IOException failure) {
      throw new SQLException(failure.getMessage(), failure);
    }
  }

  @Override
  public void giveUp(Connection only) {
    ((H2Connection) only).giveUpDatabase();
    InterruptSafeFileSystem.forgetWrites(directory.databaseFile());
  }

  @Override
  public H2Connection connect() throws SQLException {
    H2Connection connection = new H2Connection(url, user, password, commits.readLock());
    H2Internals.leaveWritingToCheckpoints(connection);
    snapshots.retain(connection.store());
    return connection;
  }

  @Override
  public void mend(Connection first) throws SQLException {
    if (!isNew) {
      FileCorruption.requireTables(first);
    }
    try {
      UncommittedRowRecovery.takeBack(first);
    } catch (RuntimeException broken) {
      throw DbException.toSQLException(broken);
    }
  }

  @Override
  public Connection connectForPool() throws SQLException {
    return reviving.connect();
  }

  /** For everybody but those who open the database, and not before they have. */
  private Connection connectToOpen() throws SQLException {
    if (!opening.readLock().tryLock()) {
      throw new DatabaseClosedException("The database is being opened again.");
    }
    try {
      DurabilityBarrier known = durabilityBarrier;
      if (known != null && known.trouble().isPresent()) {
        throw new DatabaseClosedException(known.trouble().get().sentence());
      }
      return connect();
    } finally {
      opening.readLock().unlock();
    }
  }

  @Override
  public DurabilityBarrier reopen(DurabilityBarrier broken) throws SQLException {
    opening.writeLock().lock();
    try {
      broken.close();
      return openAgain();
    } finally {
      opening.writeLock().unlock();
    }
  }

  private DurabilityBarrier openAgain() throws SQLException {
    isNew = false;
    holdWrites();
    H2Connection first = connect();
    boolean isOpen = false;
    try {
      mend(first);
      releaseWrites();
      DurabilityBarrier fresh = flushes(first);
      fresh.awaitShared(Durability.GUARANTEED);
      isOpen = true;
      return fresh;
    } finally {
      if (!isOpen) {
        giveUp(first);
      }
    }
  }

  @Override
  public boolean mayReopen() {
    return StorageFailure.hasRoom(directory.databaseFile().getParent());
  }

  @Override
  public Connection connectForMigration() throws SQLException {
    return connect();
  }

  @Override
  public List<String> scriptsOfItsOwn() {
    return List.of();
  }

  /** Only waiting for locks has a limit here. */
  @Override
  public void allowLongWork(Connection connection) {}

  @Override
  public String explain(SQLException failure) {
    return switch (failure.getErrorCode()) {
      case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
          "another process has it open; stop that one, or give this one its own"
              + " tidings.data.dir, or use PostgreSQL (tidings.db.url) for several nodes";
      case ErrorCode.WRONG_USER_OR_PASSWORD ->
          "it was made with another tidings.db.user or tidings.db.password; set those";
      default ->
          isDamage(failure)
              ? FileCorruption.explain(failure)
              : failure.getMessage() + "; check the directory, its rights and its free space";
    };
  }

  @Override
  public boolean isDamage(SQLException failure) {
    return FileCorruption.isBehind(failure);
  }

  @Override
  public void requireSupported(Connection connection) throws SQLException {
    String version = connection.getMetaData().getDatabaseProductVersion();
    if (!version.startsWith(VERSION + " ")) {
      throw new StartFailure(
          ("The server put its own H2 %s before the application's %s; let the application's libraries"
                  + " come first, on Payara by <class-loader delegate=\"false\"/> in"
                  + " WEB-INF/glassfish-web.xml, or name a data source by tidings.db.data-source.")
              .formatted(version, VERSION));
    }
  }

  /**
   * None: to ask takes a connection, and with each new one H2 forgets all statements that the
   * others have parsed, because its settings count as changes of the database.
   */
  @Override
  public Optional<String> clockQuery() {
    return Optional.empty();
  }

  @Override
  public Connection begin(Connection pooled) throws SQLException {
    pooled.setAutoCommit(false);
    return pooled;
  }

  /** No commit waits for the disk here; the checkpoint does. */
  @Override
  public void commit(Connection own) throws SQLException {
    own.commit();
  }

  @Override
  public DurabilityBarrier flushes(Connection connection) {
    writer = (H2Connection) connection;
    durabilityBarrier =
        H2Flusher.through(
            writer,
            commits.writeLock(),
            failure -> StorageFailure.of(failure, directory.databaseFile()));
    return durabilityBarrier;
  }

  @Override
  public DatabaseBackup backup() throws SQLException {
    if (!opening.readLock().tryLock()) {
      throw new DatabaseClosedException("The database is being opened again.");
    }
    try {
      return snapshots.take(writer);
    } finally {
      opening.readLock().unlock();
    }
  }

  @Override
  public boolean compact() throws SQLException {
    if (!opening.readLock().tryLock()) {
      return false;
    }
    try {
      return new H2Compaction(writer, commits.writeLock()).step();
    } finally {
      opening.readLock().unlock();
    }
  }

  @Override
  public boolean isShared() {
    return false;
  }

  private static String url(DataDirectory directory) {
    return String.join(
        ";",
        "jdbc:h2:" + InterruptSafeFileSystem.SCHEME + ":" + directory.databaseName(),
        // No thread of H2's writes later: a checkpoint would not wait for what it has begun.
        "WRITE_DELAY=0",
        // Each connection keeps as many statements parsed: more than Tidings has.
        "QUERY_CACHE_SIZE=256",
        // In KiB. What is cached is garbage soon, and so is what H2 remembers of what it let go;
        // more of both makes the collector stop for longer.
        "CACHE_SIZE=1024",
        "LOCK_TIMEOUT=10000",
        "TRACE_LEVEL_FILE=0",
        // The containers close their pools; a hook of the JVM would be faster than they are.
        "DB_CLOSE_ON_EXIT=FALSE");
  }
}
