package dev.tidings.transport.docs;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;

/** Finds the diagrams of a page, and puts those in place of their texts that have a picture. */
final class Diagrams extends AbstractVisitor {
  private final String page;
  private String title = "";
  private int number;

  /**
   * Those of one page.
   *
   * @param path of the file in the folder of the documentation
   */
  Diagrams(String path) {
    page = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.md$", "");
  }

  @Override
  public void visit(Heading heading) {
    title = PageAttributes.text(heading);
  }

  @Override
  public void visit(FencedCodeBlock block) {
    if (block.getInfo().equals(Diagram.LANGUAGE)) {
      number++;
      Diagram.of(page, number, title, block.getLiteral())
          .ifPresent(
              diagram -> {
                block.insertAfter(diagram);
                block.unlink();
              });
    }
  }
}
