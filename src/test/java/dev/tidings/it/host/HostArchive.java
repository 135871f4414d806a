package dev.tidings.it.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Arrays;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** An application that is not ours and has Tidings in its WEB-INF/lib. */
public final class HostArchive {
  /** Where {@link #withHttp} serves clients of Tidings. */
  public static final String HTTP_PATH = "tidings";

  private static final File BUILD = new File(System.getProperty("it.directory", "target"));

  /** What the POM of tidings-embedded leads to, and the drivers. */
  private static final String NEEDED =
      "(antlr4-runtime|byte-buddy|caffeine|classmate|flyway-|h2|hibernate-|jackson-|jandex"
          + "|jboss-logging|postgresql|snakeyaml-engine).*\\.jar";

  private HostArchive() {}

  /** With tidings-embedded and what it needs to connect to a database by itself. */
  public static WebArchive create(String name) {
    return ShrinkWrap.create(WebArchive.class, name)
        .addAsWebInfResource(
            new StringAsset(
                "<glassfish-web-app><class-loader delegate=\"false\"/></glassfish-web-app>"),
            "glassfish-web.xml")
        .addAsLibraries(embeddedJar())
        .addAsLibraries(files(new File(BUILD, "tidings/WEB-INF/lib"), NEEDED));
  }

  /** Also with tidings-embedded-http, a path for it, and pages of the host. */
  public static WebArchive withHttp(String name) {
    return create(name)
        .addAsLibraries(httpJar())
        .addAsLibraries(
            files(
                new File(BUILD, "tidings/WEB-INF/lib"),
                "(bucket4j|micrometer|prometheus-metrics).*\\.jar"))
        .addAsResource(
            new StringAsset("tidings.http.path=/" + HTTP_PATH),
            "META-INF/microprofile-config.properties")
        .addAsWebResource(new StringAsset("<p>The shop</p>"), "index.html");
  }

  public static File embeddedJar() {
    return files(BUILD, "tidings-.*-embedded\\.jar")[0];
  }

  public static File httpJar() {
    return files(BUILD, "tidings-.*-embedded-http\\.jar")[0];
  }

  private static File[] files(File directory, String name) {
    File[] found = directory.listFiles((parent, file) -> file.matches(name));
    assertThat(found).as(name).isNotEmpty();
    return Arrays.stream(found).sorted().toArray(File[]::new);
  }
}
