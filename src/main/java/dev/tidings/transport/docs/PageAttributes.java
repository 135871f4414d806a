package dev.tidings.transport.docs;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.html.AttributeProvider;

/** Headings that links find, and long lines of code that a keyboard scrolls. */
final class PageAttributes implements AttributeProvider {
  private static final Pattern NOT_IN_IDS =
      Pattern.compile("[^\\w\\- ]", Pattern.UNICODE_CHARACTER_CLASS);

  private final Map<String, Integer> ids = new HashMap<>();

  @Override
  public void setAttributes(Node node, String tag, Map<String, String> attributes) {
    if (node instanceof Heading heading) {
      attributes.put("id", id(text(heading)));
    } else if (node instanceof FencedCodeBlock && tag.equals("pre")) {
      attributes.put("tabindex", "0");
    }
  }

  /** As GitHub makes them, on whose pages the same links work. */
  private String id(String heading) {
    String id =
        NOT_IN_IDS.matcher(heading.toLowerCase(Locale.ROOT)).replaceAll("").replace(' ', '-');
    int before = ids.merge(id, 1, Integer::sum) - 1;
    return before == 0 ? id : id + "-" + before;
  }

  /** What a reader sees of a node. */
  static String text(Node node) {
    StringBuilder text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(Code part) {
            text.append(part.getLiteral());
          }
        });
    return text.toString();
  }
}
