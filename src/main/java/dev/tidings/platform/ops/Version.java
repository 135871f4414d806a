package dev.tidings.platform.ops;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Tidings this is. */
public final class Version {
  /** Such as {@code 0.1.0}. */
  public static final String TIDINGS = read();

  private Version() {}

  private static String read() {
    try (InputStream file = Version.class.getResourceAsStream("/META-INF/tidings.properties")) {
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
