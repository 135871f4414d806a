package dev.tidings.platform.ops;

/**
 * Where the console is: in a folder, and at a second path. WildFly answers {@code /console} itself,
 * for its own console, so an application at its root needs the other one.
 */
public final class ConsolePath {
  public static final String FOLDER = "/console/";
  public static final String SECOND = "/admin/";

  private ConsolePath() {}

  /** Whether a path below the root of Tidings belongs to the console. */
  public static boolean isWithin(String path) {
    return path.startsWith(FOLDER) || path.startsWith(SECOND);
  }

  /**
   * The one of the two that works everywhere on a server.
   *
   * @param server as {@link ServerInfo#text()} says
   * @param contextPath of the application, empty at the root
   */
  static String on(String server, String contextPath) {
    return contextPath.isEmpty() && !server.startsWith("Payara") ? SECOND : FOLDER;
  }
}
