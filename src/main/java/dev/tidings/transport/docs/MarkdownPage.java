package dev.tidings.transport.docs;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Makes a page of a file of the documentation. Markup in the file stays text. */
final class MarkdownPage {
  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%1$s · Tidings</title>
      <link rel="stylesheet" href="%2$sdocs.css">
      </head>
      <body>
      <header>
      <nav aria-label="Documentation">
      <a href="%2$s../">Tidings</a>
      <a href="%2$s">Documentation</a>
      <a href="%2$sreference.html">HTTP API</a>
      <a href="%2$s../admin/">Console</a>
      </nav>
      </header>
      <main>
      %3$s</main>
      </body>
      </html>
      """;

  private MarkdownPage() {}

  /**
   * The page.
   *
   * @param path of the file in the folder of the documentation, beginning with a slash
   */
  static String html(String path, String markdown) {
    Node document = PARSER.parse(markdown);
    document.accept(new LinksOutside(path));
    document.accept(new Diagrams(path));
    HtmlRenderer renderer =
        HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .nodeRendererFactory(context -> new DiagramRenderer(context, toRoot(path)))
            .attributeProviderFactory(context -> new PageAttributes())
            .escapeHtml(true)
            .sanitizeUrls(true)
            .build();
    return PAGE.formatted(title(document), toRoot(path), renderer.render(document));
  }

  private static String title(Node document) {
    return document.getFirstChild() instanceof Heading heading
        ? PageAttributes.text(heading).replace("&", "&amp;").replace("<", "&lt;")
        : "Documentation";
  }

  /** From the page to the folder of the documentation. */
  private static String toRoot(String path) {
    long folders = path.chars().filter(one -> one == '/').count() - 1;
    return folders == 0 ? "./" : "../".repeat((int) folders);
  }
}
