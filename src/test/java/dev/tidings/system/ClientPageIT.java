package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.json.Json;
import jakarta.json.bind.Jsonb;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.parsson.JsonProviderImpl;
import org.eclipse.yasson.JsonBindingProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonGenerator;

/** The program on the page about the client does what the page shows. */
class ClientPageIT {
  private static final Path CLIENT = Path.of("target", "tidings-0.1.0-client.jar");

  @TempDir Path directory;

  @Test
  void the_program_prints_what_the_page_shows() throws Exception {
    Markdown page = Markdown.of(Path.of("docs", "client.md")).section("Five minutes");
    assertThat(page.blocks("java")).hasSize(1);
    assertThat(page.blocks("text")).hasSize(1);
    try (TidingsProcess node =
        TidingsProcess.start(directory, Map.of("TIDINGS_DEMO_PASSWORD", "demo-secret"))) {
      String program =
          page.blocks("java").get(0).text().replace("localhost:8080", "127.0.0.1:" + node.port());

      assertThat(run(program)).isEqualTo(page.blocks("text").get(0).text());
    }
  }

  /** Compiles and runs it with what the page has a program depend on. */
  private String run(String program) throws IOException, InterruptedException {
    Path source = Files.writeString(directory.resolve("Orders.java"), program);
    List<String> command = List.of(TidingsProcess.java(), "-cp", classPath(), source.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static String classPath() {
    Stream<Path> libraries =
        Stream.of(
                JsonGenerator.class,
                JsonInclude.class,
                JsonBindingProvider.class,
                Jsonb.class,
                Json.class,
                JsonProviderImpl.class)
            .map(ClientPageIT::libraryOf);
    return Stream.concat(Stream.of(CLIENT.toAbsolutePath()), libraries)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path libraryOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
