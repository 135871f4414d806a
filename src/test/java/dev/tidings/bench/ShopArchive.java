package dev.tidings.bench;

import dev.tidings.bench.shop.Order;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The application with the classes and libraries that it needs for one alternative. */
final class ShopArchive {
  private static final File BUILD = new File("target");
  private static final String BEANS = "<beans bean-discovery-mode=\"annotated\"/>";

  /** What Tidings needs beside its own jar. */
  private static final String LIBRARIES =
      "(antlr4-runtime|bucket4j|byte-buddy|caffeine|classmate|flyway-|h2|hibernate-|jackson-|jandex"
          + "|jboss-logging|micrometer|postgresql|prometheus-metrics|snakeyaml-engine).*\\.jar";

  private static final String TRANSACTIONAL_EVENT = "(.*/)?transactional-event-[^/]*\\.jar";

  /** Without it, the library leaves events to a timer as soon as ten handlers are at work. */
  private static final String NO_LIMIT =
      "transactional.event.maxConcurrentDispatching=" + Integer.MAX_VALUE;

  private ShopArchive() {}

  /** Writes it to a directory. */
  static Path write(Alternative alternative, Path directory, Options options) throws IOException {
    Path file = Files.createDirectories(directory).resolve("shop.war");
    ShrinkWrap.create(WebArchive.class, "shop.war")
        .addPackages(
            false,
            Filters.exclude(".*Test\\.class"),
            Order.class.getPackage(),
            alternative.classes())
        .addAsWebInfResource(new StringAsset(BEANS), "beans.xml")
        .addAsResource(new StringAsset(NO_LIMIT), "META-INF/microprofile-config.properties")
        .addAsLibraries(libraries(alternative, options))
        .as(ZipExporter.class)
        .exportTo(file.toFile(), true);
    return file;
  }

  private static File[] libraries(Alternative alternative, Options options) {
    return switch (alternative) {
      case TIDINGS ->
          Stream.concat(
                  files(BUILD, "tidings-.*-embedded\\.jar"),
                  files(new File(BUILD, "tidings/WEB-INF/lib"), LIBRARIES))
              .toArray(File[]::new);
      case TRANSACTIONAL_EVENT ->
          options
              .transactionalEvent()
              .map(directory -> files(directory.toFile(), TRANSACTIONAL_EVENT))
              .orElseGet(ShopArchive::ofTheBuild)
              .toArray(File[]::new);
      case ARTEMIS, QUEUE_TABLE -> new File[0];
    };
  }

  private static Stream<File> ofTheBuild() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(file -> file.matches(TRANSACTIONAL_EVENT))
        .map(File::new);
  }

  private static Stream<File> files(File directory, String name) {
    File[] found = directory.listFiles((parent, file) -> file.matches(name));
    return Optional.ofNullable(found)
        .filter(files -> files.length > 0)
        .map(Arrays::stream)
        .orElseThrow(() -> new BenchmarkFailure("No " + name + " in " + directory));
  }
}
