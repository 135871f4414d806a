package dev.tidings.platform.database.h2;

import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.Page;
import org.h2.mvstore.db.Store;
import org.h2.mvstore.tx.Transaction;
import org.h2.mvstore.tx.TransactionMap;
import org.h2.value.VersionedValue;

/**
 * Reverts changes that transactions ended by a crash have left in the tables of the embedded
 * database.
 *
 * <p>H2 itself reverts the changes that it finds in the undo logs of open transactions. But it
 * writes the state of tables and undo logs one after the other. If a transaction changes a table in
 * between, the change may be in the file without an undo log. No reader sees it, because it is
 * marked as uncommitted, until a transaction with the same number as the lost one treats it as its
 * own.
 */
public final class UncommittedRowRecovery {
  private static final Log LOG = Log.of(UncommittedRowRecovery.class);

  /**
   * What is left over was changed while the database was written for the last time before the
   * crash. To open it may take some more writings, far fewer than these.
   */
  private static final int LAST_WRITINGS = 200;

  private final MVStore store;
  private final Map<Integer, Long> writingOfChunk = new HashMap<>();
  private final long oldestWriting;

  private UncommittedRowRecovery(MVStore store) {
    this.store = store;
    oldestWriting = store.getFileStore().lastChunkVersion() - LAST_WRITINGS;
    store.getLayoutMap().forEach(this::noteChunk);
  }

  private void noteChunk(String key, String value) {
    if (key.startsWith(DataUtils.LAYOUT_CHUNK)) {
      int chunk = DataUtils.parseHexInt(key.substring(DataUtils.LAYOUT_CHUNK.length()));
      writingOfChunk.put(chunk, DataUtils.readHexLong(DataUtils.parseMap(value), "version", 0));
    }
  }

  /**
   * Does it, before anybody else has a connection.
   *
   * @return how many changes were taken back
   */
  public static int takeBack(Connection only) throws SQLException {
    Store database = H2Internals.store(only);
    UncommittedRowRecovery uncommittedRowRecovery =
        new UncommittedRowRecovery(database.getMvStore());
    Transaction transaction = database.getTransactionStore().begin();
    int count = uncommittedRowRecovery.takeBackAll(transaction);
    transaction.commit();
    if (count > 0) {
      LOG.log(LogEvent.TRANSACTIONS_UNDONE, count);
    }
    return count;
  }

  private int takeBackAll(Transaction transaction) {
    int count = 0;
    for (String name : store.getMapNames()) {
      if (name.startsWith("table.") || name.startsWith("index.")) {
        count += takeBack(transaction, store.openMap(name));
      }
    }
    return count;
  }

  private record UncommittedRow(Object key, Object committed) {}

  private int takeBack(Transaction transaction, MVMap<Object, VersionedValue<Object>> map) {
    List<UncommittedRow> found = new ArrayList<>();
    // Both edges are read to the leaves, so that damage there shows before anything is written.
    map.firstKey();
    map.lastKey();
    look(map.getRootPage(), found);
    TransactionMap<Object, Object> changed = transaction.openMapX(map);
    found.forEach(one -> restore(changed, one.key(), one.committed()));
    return found.size();
  }

  private static void restore(TransactionMap<Object, Object> map, Object key, Object committed) {
    if (committed == null) {
      map.remove(key);
    } else {
      map.put(key, committed);
    }
  }

  /** A change of one page is one of all that lead to it, so what is old below needs no look. */
  private void look(Page<Object, VersionedValue<Object>> page, List<UncommittedRow> found) {
    if (page.isLeaf()) {
      for (int i = 0; i < page.getKeyCount(); i++) {
        VersionedValue<Object> value = page.getValue(i);
        if (!value.isCommitted()) {
          found.add(new UncommittedRow(page.getKey(i), value.getCommittedValue()));
        }
      }
      return;
    }
    for (int i = 0; i <= page.getKeyCount(); i++) {
      if (isNew(page.getChildPagePos(i))) {
        look(page.getChildPage(i), found);
      }
    }
  }

  /** Also what is not written yet, and what the file does not know yet of the last writing. */
  private boolean isNew(long position) {
    return !DataUtils.isPageSaved(position)
        || writingOfChunk.getOrDefault(DataUtils.getPageChunkId(position), Long.MAX_VALUE)
            >= oldestWriting;
  }
}
