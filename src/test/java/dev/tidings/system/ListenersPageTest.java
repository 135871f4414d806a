package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.TidingsListener;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page about listeners shows code that compiles, and the annotation as it is. */
class ListenersPageTest {
  private static final Path PAGE = Path.of("docs/listeners.md");
  private static final Path SOURCE =
      Path.of("src/test/java/dev/tidings/system/overlay/Packing.java");

  @Test
  void the_code_that_it_shows_compiles() throws IOException {
    String source = withoutBlanks(Files.readString(SOURCE));

    List<Markdown.Block> blocks = Markdown.of(PAGE).blocks("java");

    assertThat(blocks).isNotEmpty();
    assertThat(blocks)
        .allSatisfy(block -> assertThat(source).contains(withoutBlanks(block.text())));
  }

  /** Lines are broken in another way there. */
  private static String withoutBlanks(String code) {
    return code.replaceAll("\\s+", "");
  }

  @Test
  void it_explains_each_member_with_its_default() {
    List<List<String>> expected =
        Arrays.stream(TidingsListener.class.getDeclaredMethods())
            .map(member -> List.of("`" + member.getName() + "`", defaultOf(member)))
            .toList();

    assertThat(
            Markdown.of(PAGE).section("Members").rows().stream()
                .filter(row -> row.get(0).startsWith("`"))
                .map(row -> row.subList(0, 2)))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String defaultOf(Method member) {
    Object value = member.getDefaultValue();
    return value == null || value.equals("") ? "" : "`" + value + "`";
  }
}
