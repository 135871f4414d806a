package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The POMs of the embedded jars need what the WAR brings along, and nothing else. */
class EmbeddedPomTest {
  private static final String WAR = "pom.xml";
  private static final String EMBEDDED = "src/main/poms/tidings-embedded.xml";
  private static final String HTTP = "src/main/poms/tidings-embedded-http.xml";

  /** The client is built in the same project. */
  private static final String OF_THE_CLIENT = "jackson-annotations";

  /** In the WAR their versions are managed, because others bring them. */
  private static final Set<String> MANAGED = Set.of("jackson-databind", "jboss-logging");

  @Test
  void together_they_need_what_the_war_brings_along() throws Exception {
    Set<String> needed = new TreeSet<>(dependencies(EMBEDDED).keySet());
    needed.addAll(dependencies(HTTP).keySet());
    needed.removeAll(MANAGED);
    needed.remove("tidings-embedded");

    Set<String> broughtAlong = new TreeSet<>(dependencies(WAR).keySet());
    broughtAlong.remove(OF_THE_CLIENT);
    assertThat(needed).isEqualTo(broughtAlong);
  }

  @Test
  void versions_are_those_of_the_build() throws Exception {
    for (String pom : List.of(EMBEDDED, HTTP)) {
      assertThat(dependencies(pom).values())
          .isNotEmpty()
          .allSatisfy(dependency -> assertThat(text(dependency, "version")).matches("\\$\\{.+}"));
    }
  }

  @Test
  void hibernate_comes_without_what_servers_have() throws Exception {
    assertThat(exclusions(EMBEDDED)).hasSize(5).isEqualTo(exclusions(WAR));
  }

  @Test
  void an_application_gets_no_driver_and_no_opentelemetry() throws Exception {
    assertThat(dependencies(EMBEDDED).entrySet())
        .filteredOn(one -> text(one.getValue(), "optional").equals("true"))
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("h2", "postgresql", "opentelemetry-api");
  }

  private static Set<String> exclusions(String pom) throws Exception {
    NodeList excluded = dependencies(pom).get("hibernate-core").getElementsByTagName("exclusion");
    return IntStream.range(0, excluded.getLength())
        .mapToObj(i -> text((Element) excluded.item(i), "artifactId"))
        .collect(Collectors.toSet());
  }

  /** Those that the application has with it when it runs, by their names. */
  private static Map<String, Element> dependencies(String pom) throws Exception {
    NodeList found =
        (NodeList)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                    "/project/dependencies/dependency[not(scope)]",
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File(pom)),
                    XPathConstants.NODESET);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> (Element) found.item(i))
        .collect(Collectors.toMap(one -> text(one, "artifactId"), one -> one));
  }

  private static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }
}
