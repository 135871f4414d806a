package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The statements that PostgreSQL executes, as its own log has them while this is open: the only one
 * who sees all of them, whoever sends them.
 */
final class StatementLog implements AutoCloseable {
  private final Connection connection;
  private final Path file;

  /** Begins on the server of a connection of the administrator's, which this closes. */
  StatementLog(Connection connection) throws SQLException {
    this.connection = connection;
    execute("ALTER SYSTEM SET log_statement = 'all'");
    execute("ALTER SYSTEM SET log_line_prefix = '%a|'");
    execute("SELECT pg_reload_conf()");
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("SHOW data_directory")) {
      row.next();
      Path data = Path.of(row.getString(1));
      file = data.resolveSibling(data.getFileName() + ".log");
    }
  }

  private void execute(String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  /** The first lines of the statements of one server from a place in the log on. */
  List<String> of(String server, long place) throws IOException {
    String begin = server + "|LOG:  ";
    byte[] all = Files.readAllBytes(file);
    String text = new String(all, (int) place, (int) (all.length - place), UTF_8);
    return text.lines()
        .filter(line -> line.startsWith(begin))
        .map(
            line -> line.substring(begin.length()).replaceFirst("^(execute [^:]*|statement): ", ""))
        .toList();
  }

  /** Where the log ends now. */
  long place() throws IOException {
    return Files.size(file);
  }

  @Override
  public void close() throws SQLException {
    execute("ALTER SYSTEM RESET log_statement");
    execute("ALTER SYSTEM RESET log_line_prefix");
    execute("SELECT pg_reload_conf()");
    connection.close();
  }
}
