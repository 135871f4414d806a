package dev.tidings.transport.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The diagrams in the files of the documentation. */
public final class DiagramFiles {
  private static final Path DOCS = Path.of("docs");
  private static final Pattern BLOCK =
      Pattern.compile(
          "^```" + Diagram.LANGUAGE + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private DiagramFiles() {}

  /**
   * One diagram.
   *
   * @param picture its file, relative to the folder of the documentation
   * @param mark what the picture of this text has
   */
  public record Source(String text, Path picture, String mark) {
    /** Whether there is a picture of this text. */
    public boolean isPictured() {
      try {
        Path file = DOCS.resolve(picture);
        return Files.exists(file) && Files.readString(file).contains(mark);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  /** All of them. */
  public static List<Source> all() throws IOException {
    List<Source> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(DOCS)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".md")).sorted().toList()) {
        String page = file.getFileName().toString().replaceFirst("\\.md$", "");
        Matcher block = BLOCK.matcher(Files.readString(file));
        for (int number = 1; block.find(); number++) {
          String text = block.group(1);
          all.add(new Source(text, Path.of(Diagram.picture(page, number)), Diagram.mark(text)));
        }
      }
    }
    return all;
  }
}
