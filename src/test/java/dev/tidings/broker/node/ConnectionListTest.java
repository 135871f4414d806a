package dev.tidings.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ConnectionDetails;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections as nodes write them for each other. */
class ConnectionListTest {
  private static final long FIRST = 3_000_000_000L;

  @Test
  void what_was_written_is_read_with_the_ids_and_the_name_of_the_node() {
    List<ConnectionDetails> connections =
        List.of(
            connection(1, "Größe | 注文", List.of("/demo/orders", "/demo/returns")),
            connection(2, "", List.of()));

    assertThat(read(ConnectionList.text(connections)))
        .containsExactly(
            connection(FIRST + 1, "Größe | 注文", List.of("/demo/orders", "/demo/returns")),
            connection(FIRST + 2, "", List.of()));
  }

  @Test
  void control_characters_end_no_field() {
    String text = ConnectionList.text(List.of(connection(1, "a\tb\nc\rd", List.of("/x"))));

    assertThat(read(text)).containsExactly(connection(FIRST + 1, "a b c d", List.of("/x")));
  }

  @Test
  void what_does_not_fit_is_left_out() {
    List<String> thousands = Collections.nCopies(9_000, "/" + "t".repeat(98));
    List<ConnectionDetails> connections =
        List.of(connection(1, "many", thousands), connection(2, "few", List.of("/x")));

    String text = ConnectionList.text(connections);

    assertThat(text.length()).isLessThan(1_000_000);
    assertThat(read(text)).containsExactly(connection(FIRST + 2, "few", List.of("/x")));
  }

  @Test
  void lines_in_another_form_are_left_out() {
    String known = ConnectionList.text(List.of(connection(1, "mine", List.of("/x"))));
    String later = known.replace("\n", "\tmore\n");
    String unknown = "a\tb\n1\twebsocket\tmine\t::1\tyesterday\t5\t1\t/x\n\n";

    assertThat(read(unknown)).isEmpty();
    assertThat(read(unknown + later)).hasSize(1);
  }

  private static List<ConnectionDetails> read(String text) {
    return ConnectionList.parse(text, "node", FIRST);
  }

  private static ConnectionDetails connection(long id, String endpoint, List<String> topics) {
    Instant since = Instant.parse("2026-11-24T12:00:00.123456Z");
    return new ConnectionDetails(
        id, "node", "websocket", endpoint, "192.0.2.7", since, 500, 2, topics);
  }
}
