package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.tidings.transport.docs.DiagramFiles;
import dev.tidings.transport.docs.DiagramFiles.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Makes the pictures of the diagrams in the documentation. Nodes serve them under a policy that
 * allows no styles in a page, so each picture says with attributes how it looks.
 */
@Tag("slow")
class DiagramsIT {
  /** Where pictures go; {@code -Dtidings.test.diagrams=docs} puts them into the documentation. */
  private static final Path PICTURES =
      Path.of(System.getProperty("tidings.test.diagrams", "target/diagrams"));

  private static final String BEGIN =
      """
      void mermaid.initialize({
        startOnLoad: false, securityLevel: 'strict', deterministicIds: true, theme: 'neutral',
        htmlLabels: false, flowchart: {htmlLabels: false}, fontFamily: 'sans-serif'})
      """;

  /** What children inherit is written once, where it begins. */
  private static final String DRAW =
      """
      text => mermaid.render('diagram', text).then(drawn => {
        document.body.innerHTML = drawn.svg;
        const svg = document.querySelector('svg');
        const inherited = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray',
            'font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline', 'visibility'];
        const own = {'opacity': '1', 'display': 'inline'};
        const looks = new Map();
        for (const one of svg.querySelectorAll('*')) {
          looks.set(one, {...Object.fromEntries(
              [...inherited, ...Object.keys(own)].map(name => [name, getComputedStyle(one)[name]]))});
        }
        const root = getComputedStyle(svg);
        looks.set(svg, Object.fromEntries(inherited.map(name => [name, root[name]])));
        for (const one of svg.querySelectorAll('*')) {
          for (const name of inherited) {
            if (looks.get(one)[name] === looks.get(one.parentNode)?.[name]) {
              one.removeAttribute(name);
            } else {
              one.setAttribute(name, looks.get(one)[name]);
            }
          }
          for (const [name, usual] of Object.entries(own)) {
            const look = looks.get(one)[name];
            if (look === usual || (name === 'display' && look !== 'none')) {
              one.removeAttribute(name);
            } else {
              one.setAttribute(name, look);
            }
          }
          [...one.attributes].map(each => each.name)
              .filter(name => name === 'style' || name === 'class' || name.startsWith('data-'))
              .forEach(name => one.removeAttribute(name));
        }
        svg.querySelectorAll('style, foreignObject').forEach(one => one.remove());
        svg.removeAttribute('style');
        svg.removeAttribute('class');
        inherited.forEach(name => svg.setAttribute(name, looks.get(svg)[name]));
        const size = svg.viewBox.baseVal;
        svg.setAttribute('width', Math.ceil(size.width));
        svg.setAttribute('height', Math.ceil(size.height));
        return new XMLSerializer().serializeToString(svg);
      })
      """;

  @Test
  void every_diagram_has_a_picture_of_its_text() throws IOException {
    HeadlessChromium.assumeInstalled();
    List<Source> diagrams = DiagramFiles.all();
    try (HeadlessChromium browser = HeadlessChromium.start()) {
      Page page = browser.page();
      page.addScriptTag(new Page.AddScriptTagOptions().setContent(mermaid()));
      page.evaluate(BEGIN);
      for (Source diagram : diagrams) {
        String svg = (String) page.evaluate(DRAW, diagram.text());
        assertThat(svg)
            .as(diagram.text())
            .startsWith("<svg ")
            .doesNotContain("<style", " style=", "<foreignObject");
        Path file = PICTURES.resolve(diagram.picture());
        Files.createDirectories(file.getParent());
        Files.writeString(file, svg.replaceFirst("<svg ", "<svg " + diagram.mark() + " ") + "\n");
      }
    }

    assertThat(diagrams)
        .as("run this test with -Dtidings.test.diagrams=docs")
        .isNotEmpty()
        .allMatch(Source::isPictured);
  }

  /** The web jar has it in a folder with its version, which another file of it names. */
  private static String mermaid() throws IOException {
    Properties about = new Properties();
    about.load(resource("/META-INF/maven/org.webjars.npm/mermaid/pom.properties"));
    String folder = "/META-INF/resources/webjars/mermaid/" + about.getProperty("version");
    return new String(resource(folder + "/dist/mermaid.min.js").readAllBytes(), UTF_8);
  }

  private static InputStream resource(String name) {
    return DiagramsIT.class.getResourceAsStream(name);
  }
}
