package dev.tidings.it.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Arrays;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * An application that has the classes of Tidings, and the libraries that they need, in its
 * WEB-INF/lib, as docs/api.md says.
 */
public final class HostArchive {
  private static final File BUILD = new File(System.getProperty("it.directory", "target"));

  /** What docs/api.md names. */
  private static final String NEEDED =
      "(antlr4-runtime|byte-buddy|caffeine|classmate|flyway-|h2|hibernate-|jackson-|jandex"
          + "|jboss-logging|postgresql).*\\.jar";

  private HostArchive() {}

  /** One without classes of its own. */
  public static WebArchive create(String name) {
    return ShrinkWrap.create(WebArchive.class, name)
        .addAsWebInfResource(
            new StringAsset(
                "<glassfish-web-app><class-loader delegate=\"false\"/></glassfish-web-app>"),
            "glassfish-web.xml")
        .addAsLibraries(classesJar())
        .addAsLibraries(files(new File(BUILD, "tidings/WEB-INF/lib"), NEEDED));
  }

  static File classesJar() {
    return files(BUILD, "tidings-.*-classes\\.jar")[0];
  }

  private static File[] files(File directory, String name) {
    File[] found = directory.listFiles((parent, file) -> file.matches(name));
    assertThat(found).as(name).isNotEmpty();
    return Arrays.stream(found).sorted().toArray(File[]::new);
  }
}
