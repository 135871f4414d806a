package dev.tidings.platform.database.h2;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** Recognises that the file of the embedded database is not what H2 has written. */
final class FileCorruption {
  private static final Set<Integer> OF_STORE =
      Set.of(
          DataUtils.ERROR_READING_FAILED,
          DataUtils.ERROR_INTERNAL,
          DataUtils.ERROR_UNSUPPORTED_FORMAT,
          DataUtils.ERROR_FILE_CORRUPT,
          DataUtils.ERROR_SERIALIZATION,
          DataUtils.ERROR_CHUNK_NOT_FOUND,
          DataUtils.ERROR_BLOCK_NOT_FOUND);

  private static final Set<Integer> OF_DATABASE =
      Set.of(ErrorCode.FILE_CORRUPTED_1, ErrorCode.GENERAL_ERROR_1, ErrorCode.FILE_VERSION_ERROR_1);

  private static final String TABLES =
      "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA' LIMIT 1";

  private static final int LONGEST_REASON = 300;

  /** Causes may form a circle. */
  private static final int MAX_CAUSES = 20;

  private FileCorruption() {}

  /** H2 reads what is there as it comes, so damage shows in many ways. */
  static boolean isBehind(SQLException failure) {
    Throwable cause = failure.getCause();
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof MVStoreException ofStore && OF_STORE.contains(ofStore.getErrorCode())) {
        return true;
      }
      cause = cause.getCause();
    }
    return OF_DATABASE.contains(failure.getErrorCode());
  }

  /** What is wrong and what to do, as the second half of a sentence. */
  static String explain(SQLException failure) {
    String reason = String.valueOf(failure.getMessage());
    return "its file is damaged (%s), and this start has changed nothing in it; keep a copy of it, then put a backup in its place, or begin with an empty directory"
        .formatted(
            reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason);
  }

  /** Where H2 finds nothing that it knows it begins anew, and would overwrite what is there. */
  static void requireTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet tables = statement.executeQuery(TABLES)) {
      if (!tables.next()) {
        throw new SQLException("it holds no tables", "HY000", ErrorCode.FILE_CORRUPTED_1);
      }
    }
  }
}
