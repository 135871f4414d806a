package dev.tidings.transport.docs;

import java.net.URI;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

/**
 * Leaves only the text of links to what a node does not serve: other files of the repository, and
 * folders.
 */
final class LinksOutside extends AbstractVisitor {
  private static final Pattern SCHEME = Pattern.compile("[a-z]+:.*");
  private static final Pattern FILE = Pattern.compile("/(?!\\.\\.).*\\.[a-z]+");

  private final URI page;

  LinksOutside(String path) {
    page = URI.create(path);
  }

  @Override
  public void visit(Link link) {
    visitChildren(link);
    if (isOutside(link.getDestination())) {
      Node last = link;
      Node child = link.getFirstChild();
      while (child != null) {
        Node next = child.getNext();
        last.insertAfter(child);
        last = child;
        child = next;
      }
      link.unlink();
    }
  }

  private boolean isOutside(String destination) {
    if (destination.startsWith("#") || SCHEME.matcher(destination).matches()) {
      return false;
    }
    return !FILE.matcher(page.resolve(destination).getPath()).matches();
  }
}
