package dev.tidings.transport.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.CRC32;
import org.commonmark.node.CustomBlock;

/**
 * A diagram that a file of the documentation has as text. There is a picture of it, because what
 * makes pictures of texts needs scripts and styles that no page here may run.
 */
final class Diagram extends CustomBlock {
  /** What the text of a diagram is called in a file. */
  static final String LANGUAGE = "mermaid";

  private final String title;
  private final String text;
  private final String picture;

  private Diagram(String title, String text, String picture) {
    this.title = title;
    this.text = text;
    this.picture = picture;
  }

  /**
   * The diagram with its picture.
   *
   * @param page the name of the file, without its ending
   * @param number of the diagram in the file, from 1
   * @return empty unless there is a picture of this very text
   */
  static Optional<Diagram> of(String page, int number, String title, String text) {
    String picture = picture(page, number);
    try {
      return PackageFile.bytes("pages/" + picture)
          .map(bytes -> new String(bytes, UTF_8))
          .filter(svg -> svg.contains(mark(text)))
          .map(any -> new Diagram(title, text, picture));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where the picture is, in the folder of the documentation. */
  static String picture(String page, int number) {
    return "images/diagrams/%s-%d.svg".formatted(page, number);
  }

  /** What a picture has that shows this text. */
  static String mark(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.strip().getBytes(UTF_8));
    return "data-text=\"%08x\"".formatted(sum.getValue());
  }

  String title() {
    return title;
  }

  String text() {
    return text;
  }

  String picture() {
    return picture;
  }
}
