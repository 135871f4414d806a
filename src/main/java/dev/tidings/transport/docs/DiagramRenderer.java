package dev.tidings.transport.docs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Shows a diagram as its picture, and its text to whoever asks for it. */
final class DiagramRenderer implements NodeRenderer {
  private final HtmlWriter html;
  private final String toRoot;

  DiagramRenderer(HtmlNodeRendererContext context, String toRoot) {
    this.html = context.getWriter();
    this.toRoot = toRoot;
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(Diagram.class);
  }

  @Override
  public void render(Node node) {
    Diagram diagram = (Diagram) node;
    html.line();
    html.tag("figure");
    Map<String, String> picture = new LinkedHashMap<>();
    picture.put("src", toRoot + diagram.picture());
    picture.put("alt", "Diagram: " + diagram.title());
    html.tag("img", picture, true);
    html.tag("details");
    html.tag("summary");
    html.text("The diagram as text");
    html.tag("/summary");
    html.tag("pre", Map.of("tabindex", "0"));
    html.tag("code");
    html.text(diagram.text());
    html.tag("/code");
    html.tag("/pre");
    html.tag("/details");
    html.tag("/figure");
    html.line();
  }
}
