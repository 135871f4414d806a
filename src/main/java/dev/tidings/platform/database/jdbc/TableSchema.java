package dev.tidings.platform.database.jdbc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schema that the tables of Tidings are in. Statements name them as {@code tidings.message}.
 * Where a setting names another schema, that name takes the place of the first part. The connection
 * itself is left alone: an application may use it in the same transaction.
 */
public final class TableSchema {
  /** As statements are written. */
  public static final String DEFAULT = "tidings";

  /** A text, which stays as it is, or the schema in front of a name. */
  private static final Pattern PREFIX =
      Pattern.compile("'[^']*'|(?<![\\w.\"])" + DEFAULT + "\\.(?=[a-z_])");

  /** Null as long as the default counts, so that usual statements cost nothing. */
  private static volatile TableSchema other;

  private final String prefix;
  private final Map<String, String> statements = new ConcurrentHashMap<>();

  private TableSchema(String name) {
    prefix = Matcher.quoteReplacement(name + ".");
  }

  /** Has all statements name this schema from now on. */
  public static void use(String name) {
    other = name.equals(DEFAULT) ? null : new TableSchema(name);
  }

  /** The statement with the schema that is in use. */
  static String of(String sql) {
    TableSchema used = other;
    return used == null ? sql : used.statements.computeIfAbsent(sql, used::rewritten);
  }

  private String rewritten(String sql) {
    return PREFIX
        .matcher(sql)
        .replaceAll(
            found -> {
              boolean isText = found.group().startsWith("'");
              return isText ? Matcher.quoteReplacement(found.group()) : prefix;
            });
  }
}
