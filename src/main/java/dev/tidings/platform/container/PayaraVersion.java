package dev.tidings.platform.container;

import java.util.Optional;

/**
 * Which Payara this is (seen in 6.2025.10).
 *
 * <p>No defect is behind it: the servlet context is asked for the server and its version, and other
 * servers say both there, but Payara says its name only.
 */
public final class PayaraVersion {
  private static final String VERSION = "com.sun.appserv.server.util.Version";

  private PayaraVersion() {}

  /** Such as {@code Payara Micro 6.2025.10}, maybe with the build; empty on other servers. */
  public static Optional<String> find() {
    try {
      Class<?> version = Class.forName(VERSION, false, PayaraVersion.class.getClassLoader());
      return Optional.ofNullable((String) version.getMethod("getFullVersion").invoke(null));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError otherServer) {
      return Optional.empty();
    }
  }
}
