package dev.tidings.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation, in the few parts that tests look at. */
public final class Markdown {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final Pattern ROW = Pattern.compile("(?m)^\\|(.+)\\|$");
  private static final Pattern ITEM = Pattern.compile("(?m)^\\d+\\. (.+)$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");
  private static final Pattern FRAGMENT = Pattern.compile("]\\(([^)#]*)#([^)]*)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  /** A fenced block: its language and its lines. */
  public record Block(String language, String text) {}

  private final String text;

  private Markdown(String text) {
    this.text = text;
  }

  public static Markdown of(Path page) {
    try {
      return new Markdown(Files.readString(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The part below a heading of the second level, up to the next one. */
  public Markdown section(String heading) {
    String start = "\n## " + heading + "\n";
    int from = text.indexOf(start);
    if (from < 0) {
      throw new IllegalArgumentException("There is no section " + heading);
    }
    int to = text.indexOf("\n## ", from + start.length());
    return new Markdown(text.substring(from + start.length(), to < 0 ? text.length() : to));
  }

  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  public List<Block> blocks(String language) {
    return blocks().stream().filter(block -> block.language().equals(language)).toList();
  }

  /** The items of all numbered lists, the first line of each. */
  public List<String> items() {
    return ITEM.matcher(text).results().map(item -> item.group(1)).toList();
  }

  /** The cells of all tables, row by row, heads included. */
  public List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    Matcher matcher = ROW.matcher(text);
    while (matcher.find()) {
      List<String> cells = new ArrayList<>();
      for (String cell : matcher.group(1).split("(?<!\\\\)\\|", -1)) {
        cells.add(cell.strip());
      }
      rows.add(cells);
    }
    return rows;
  }

  /** A link to a heading of a page; the page is empty when it is the same one. */
  record Fragment(String page, String heading) {}

  List<Fragment> fragments() {
    return FRAGMENT
        .matcher(text)
        .results()
        .map(link -> new Fragment(link.group(1), link.group(2)))
        .toList();
  }

  /** What stands behind the # in a link to each heading, as GitHub makes it. */
  List<String> headings() {
    return HEADING
        .matcher(BLOCK.matcher(text).replaceAll(""))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .toList();
  }

  /** Where links go, without what follows a #. */
  List<String> links() {
    return LINK.matcher(text).results().map(link -> link.group(1)).toList();
  }
}
