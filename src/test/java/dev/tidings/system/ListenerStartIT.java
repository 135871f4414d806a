package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.Ports;
import dev.tidings.system.overlay.LostListener;
import dev.tidings.system.overlay.SameNameListeners;
import dev.tidings.system.overlay.WrongListeners;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start with a wrong listener ends with one line that says what is wrong with which method. */
class ListenerStartIT {
  @TempDir Path directory;

  @Test
  void everything_that_is_wrong_with_methods_is_said_at_once() throws IOException {
    assertThat(failureWith(WrongListeners.class))
        .contains("@TidingsListener on " + WrongListeners.class.getName() + ".pattern: ")
        .contains("The method must return void.")
        .contains("topic must be the name of one topic, not a pattern")
        .contains("concurrency must be from 1 to 100, not 0.")
        .contains("@TidingsListener on " + WrongListeners.class.getName() + ".noParameter: ")
        .contains("The method must have a parameter")
        .contains("selector is reserved and must be empty");
  }

  @Test
  @Tag("slow")
  void topics_must_exist_and_endpoints_must_be_allowed_to_receive() throws IOException {
    assertThat(failureWith(LostListener.class))
        .contains(
            "@TidingsListener on " + LostListener.class.getName() + ".noTopic: ",
            "There is no topic /no/such/topic: create it, or let the listener do so",
            "@TidingsListener on " + LostListener.class.getName() + ".noPermission: ",
            "The endpoint demo-reader may not receive from /zato/demo/sample: give it the pattern"
                + " sub=/zato/demo/sample");
  }

  @Test
  @Tag("slow")
  void two_listeners_cannot_have_one_name() throws IOException {
    assertThat(failureWith(SameNameListeners.class))
        .contains("The name same belongs to " + SameNameListeners.class.getName() + ".");
  }

  private String failureWith(Class<?> listeners) throws IOException {
    Path jar = OverlaidJar.with(directory, listeners);
    try (TidingsProcess server =
        TidingsProcess.launch(jar, directory, TidingsProcess.PASSWORDS, Ports.free())) {
      assertThat(server.exitCode()).as(server.output()).isEqualTo(1);
      assertThat(server.output()).doesNotContain(" ready:");
      List<String> lines =
          server.output().lines().filter(line -> line.contains("Tidings cannot start")).toList();
      assertThat(lines).as(server.output()).hasSize(1);
      return lines.get(0);
    }
  }
}
