package dev.tidings.transport.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages for browsers are what the files say, and their links work below the address. */
class MarkdownPageTest {
  private static final Path DOCS = Path.of("docs");
  private static final Pattern LINK = Pattern.compile(" (?:href|src)=\"([^\"]+)\"");

  @Test
  void tables_headings_and_code_are_made() {
    String page =
        MarkdownPage.html(
            "/a.md", "# A `b` & \"c\"\n\n## Two words\n\n| x |\n|---|\n| 1 |\n\n```\ncode\n```\n");

    assertThat(page)
        .contains("<title>A b &amp; \"c\" · Tidings</title>")
        .contains("<h2 id=\"two-words\">Two words</h2>")
        .contains("<td>1</td>")
        .contains("<pre tabindex=\"0\"><code>code")
        .contains("href=\"./docs.css\"");
    assertThat(MarkdownPage.html("/a/b.md", "# B")).contains("href=\"../docs.css\"");
  }

  @Test
  void nothing_in_a_file_becomes_markup() {
    String page =
        MarkdownPage.html("/a.md", "# T\n\n<script>x</script>\n\n[y](javascript:alert(1))\n");

    assertThat(page).doesNotContain("<script>").doesNotContain("href=\"javascript");
  }

  @Test
  void a_diagram_is_shown_as_the_picture_of_its_text_and_any_other_as_text() throws IOException {
    DiagramFiles.Source diagram =
        DiagramFiles.all().stream()
            .filter(one -> one.isPictured() && one.picture().toString().endsWith("-1.svg"))
            .findFirst()
            .orElseThrow();
    String picture = diagram.picture().toString();
    String page = "/" + picture.replaceFirst(".*/(.*)-1\\.svg", "$1") + ".md";
    String text = "# T\n\n## Title\n\n```mermaid\n" + diagram.text() + "```\n";

    assertThat(MarkdownPage.html(page, text))
        .contains("<img src=\"./" + picture + "\" alt=\"Diagram: Title\" />")
        .contains("<summary>The diagram as text</summary>")
        .contains("<pre tabindex=\"0\"><code>");
    assertThat(MarkdownPage.html("/adr" + page, text)).contains("<img src=\"../" + picture);
    assertThat(MarkdownPage.html(page, text.replace("mermaid\n", "mermaid\n%% changed\n")))
        .doesNotContain("<img")
        .contains("<code class=\"language-mermaid\">");
    assertThat(new DocumentationServlet().find("/" + picture)).isPresent();
  }

  @Test
  void links_to_what_is_not_served_are_text() {
    assertThat(MarkdownPage.html("/a.md", "[see *there*](../README.md) [b](b.md#c) [f](adr)"))
        .contains("see <em>there</em> <a rel=\"nofollow\" href=\"b.md#c\">b</a> f");
  }

  @Test
  void headings_with_the_same_text_have_addresses_of_their_own() {
    assertThat(MarkdownPage.html("/a.md", "## One\n\n## One\n"))
        .contains("id=\"one\"")
        .contains("id=\"one-1\"");
  }

  @Test
  void every_link_on_every_page_leads_somewhere() throws IOException {
    for (Path file : files()) {
      String path = "/" + DOCS.relativize(file).toString().replace('\\', '/');
      String page = MarkdownPage.html(path, Files.readString(file));
      String body = page.substring(page.indexOf("<main>"));
      for (String link : LINK.matcher(body).results().map(match -> match.group(1)).toList()) {
        assertThat(leadsSomewhere(path, body, link)).as(path + " links to " + link).isTrue();
      }
    }
  }

  private static boolean leadsSomewhere(String path, String body, String link) throws IOException {
    if (link.startsWith("https://") || link.startsWith("http://")) {
      return true;
    }
    if (link.startsWith("#")) {
      return body.contains("id=\"" + link.substring(1) + "\"");
    }
    URI target = URI.create(path).resolve(link);
    Path file = DOCS.resolve(target.getPath().substring(1));
    return Files.isRegularFile(file)
        && (target.getFragment() == null
            || MarkdownPage.html(target.getPath(), Files.readString(file))
                .contains("id=\"" + target.getFragment() + "\""));
  }

  @Test
  void every_page_is_in_the_list() throws IOException {
    String list = Files.readString(DOCS.resolve("README.md"));

    assertThat(files())
        .filteredOn(file -> !file.endsWith("README.md"))
        .allSatisfy(
            file ->
                assertThat(list)
                    .contains("](" + DOCS.relativize(file).toString().replace('\\', '/') + ")"));
  }

  @Test
  void only_files_of_the_documentation_are_served() throws IOException {
    for (String path :
        List.of("/../openapi.yaml", "/openapi.yaml", "/lib/", "/MarkdownPage.class", "/a//b.md")) {
      assertThat(new DocumentationServlet().find(path)).as(path).isEqualTo(Optional.empty());
    }
    assertThat(new DocumentationServlet().find("/reference.js").orElseThrow().text())
        .contains("../api/openapi.json");
  }

  @Test
  void the_description_is_the_same_in_json() {
    byte[] json =
        OpenApiServlet.json("a: \"1\"\nb: [2, true, null]\nc: {d: 0.5}\n".getBytes(UTF_8));

    assertThat(new String(json, UTF_8))
        .isEqualTo("{\"a\":\"1\",\"b\":[2,true,null],\"c\":{\"d\":0.5}}");
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(DOCS)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList();
    }
  }
}
