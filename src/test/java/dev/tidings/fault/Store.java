package dev.tidings.fault;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** The database of a node, as something that can be broken and looked into. */
interface Store extends AutoCloseable {

  /** For people to read, and in results. */
  String name();

  /** What leads a node to it, as variables of its environment. */
  Map<String, String> settings();

  /**
   * A connection to what is stored, which changes nothing. Only while no node writes.
   *
   * @param scratch a directory that the connection may use
   */
  Connection look(Path scratch) throws SQLException;

  /** A connection that may change things, and commits when told to. Only while no node is up. */
  Connection open() throws SQLException;

  @Override
  void close();
}
