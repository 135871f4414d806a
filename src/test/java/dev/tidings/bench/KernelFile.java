package dev.tidings.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** A file in which the kernel has numbers, parted by blanks. */
record KernelFile(Path path) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** What stands at that place, counted from zero; empty where there is no such file or place. */
  OptionalLong number(int place) {
    if (!Files.isReadable(path)) {
      return OptionalLong.empty();
    }
    try {
      return BLANKS
          .splitAsStream(Files.readString(path).strip())
          .skip(place)
          .mapToLong(Long::parseLong)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
