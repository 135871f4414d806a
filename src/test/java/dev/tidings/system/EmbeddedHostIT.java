package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A host application that has what Tidings has, too: beans of common types, session beans with our
 * names, a persistence unit, migrations, and a JAX-RS application that scans the archive. It has no
 * descriptor of any server.
 */
@Tag("slow")
class EmbeddedHostIT {
  @TempDir static Path directory;

  private static Path war;

  @BeforeAll
  static void build() throws IOException {
    war =
        MavenBuild.withTidings(directory)
            .copyAndPackage(Path.of("src/test/host"), directory.resolve("host"));
  }

  @ParameterizedTest
  @EnumSource
  void the_host_has_its_own_beans_tables_and_pages(ApplicationServer kind) throws IOException {
    Path own = Files.createDirectory(directory.resolve(kind.name()));

    try (TidingsProcess server = kind.start(war, own, "/host/api/clock")) {
      assertThat(list(server, "clock")).containsExactly("1970-01-01T00:00:00Z");
      assertThat(list(server, "tables"))
          .filteredOn(table -> !table.startsWith("tidings."))
          .containsExactlyInAnyOrder("public.note", "public.flyway_schema_history");
      assertThat(post(server, "one")).contains("stored");
      assertThat(post(server, "bad")).contains("rolled back");
      assertThat(post(server, "two")).contains("stored");
      assertThat(list(server, "notes")).containsExactlyInAnyOrder("2", "one", "two");
      assertThat(page(server).headers().map()).doesNotContainKey("content-security-policy");
      for (String path : List.of("topics", "endpoints", "config", "topic/host/notes")) {
        assertThat(host(server).get("/host/api/" + path).status()).isEqualTo(404);
      }
    }
  }

  private static Answer page(TidingsProcess server) {
    return host(server).get("/host/index.html").expect(200);
  }

  private static String post(TidingsProcess server, String text) {
    return host(server)
        .post("/host/api/notes", "text/plain", text.getBytes(UTF_8))
        .expect(200)
        .body();
  }

  private static List<String> list(TidingsProcess server, String what) {
    return host(server)
        .get("/host/api/" + what)
        .expect(200)
        .array()
        .getValuesAs(JsonString.class)
        .stream()
        .map(JsonString::getString)
        .toList();
  }

  private static TidingsClient host(TidingsProcess server) {
    return server.client("", "");
  }
}
