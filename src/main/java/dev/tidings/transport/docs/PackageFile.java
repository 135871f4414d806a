package dev.tidings.transport.docs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Files beside the classes: the server's own servlet for pages serves none of them. */
final class PackageFile {
  private PackageFile() {}

  /**
   * What is in a file.
   *
   * @param name relative to this package
   * @return empty if there is no such file
   */
  static Optional<byte[]> bytes(String name) throws IOException {
    try (InputStream file = PackageFile.class.getResourceAsStream(name)) {
      return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
    }
  }
}
