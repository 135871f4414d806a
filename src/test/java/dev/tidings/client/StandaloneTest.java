package dev.tidings.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;

/**
 * The client needs jackson-core and Java; annotations whose libraries are missing do not matter.
 */
class StandaloneTest {

  @Test
  void a_program_runs_with_the_client_and_jackson_core_alone() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server
          .answer(201, "{\"msg_id\":\"zpsm1\"}")
          .answer(
              200, "{\"messages\":[{\"topic_name\":\"/a\",\"receipt\":\"r\",\"data\":\"pears\"}]}")
          .answer(200, "{\"results\":[{\"receipt\":\"r\",\"result\":\"done\"}]}")
          .answer(404, "{\"code\":\"not-subscribed\"}");

      assertThat(run(server.address())).containsExactly("zpsm1", "pears", "done", "not-subscribed");
    }
  }

  private static List<String> run(String address) throws Exception {
    String classPath =
        Stream.of(StandaloneProgram.class, TidingsClient.class, JsonGenerator.class)
            .map(StandaloneTest::location)
            .collect(Collectors.joining(File.pathSeparator));
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                StandaloneProgram.class.getName(),
                address)
            .redirectErrorStream(true)
            .start();
    return new String(program.getInputStream().readAllBytes(), UTF_8).lines().toList();
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
