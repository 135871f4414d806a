package dev.tidings.platform.container;

import java.util.Optional;

/**
 * Which server this is, and which version of it (seen in Payara 6.2025.10).
 *
 * <p>The servlet context says both, but Payara's says the name only, and its class has the version.
 * The context is asked without its type, which an application without web pages may lack.
 */
public final class ServerVersion {
  private static final ServerMethod SERVER_INFO = new ServerMethod("getServerInfo");
  private static final String OF_PAYARA = "com.sun.appserv.server.util.Version";

  private ServerVersion() {}

  /**
   * Such as {@code Payara Micro 6.2025.10}, maybe with the build.
   *
   * @param servletContext or something else, which is not asked
   */
  public static Optional<String> find(Object servletContext) {
    return ofPayara().or(() -> SERVER_INFO.call(servletContext).map(Object::toString));
  }

  private static Optional<String> ofPayara() {
    try {
      Class<?> version = Class.forName(OF_PAYARA, false, ServerVersion.class.getClassLoader());
      return Optional.ofNullable((String) version.getMethod("getFullVersion").invoke(null));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError otherServer) {
      return Optional.empty();
    }
  }
}
