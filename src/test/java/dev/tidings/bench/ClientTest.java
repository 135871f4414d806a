package dev.tidings.bench;

import static dev.tidings.bench.ScriptedServer.head;
import static dev.tidings.bench.ScriptedServer.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientTest {
  private static final Request REQUEST = Request.get(new Login("user", "secret"), "/path");
  private static final Timing TIMING = Timing.once(Duration.ofSeconds(20));
  private static final String TEXT = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntext";
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nthr\r\n2\r\nee\r\n0\r\n\r\n";
  private static final String LAST =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nlast";

  private final List<String> answers = new ArrayList<>();

  @Test
  void answers_of_both_forms_come_byte_by_byte() throws IOException {
    run(
        2,
        connection -> {
          for (String answer : List.of(TEXT, CHUNKED)) {
            head(connection);
            sendByteByByte(connection, answer);
          }
          head(connection);
        });
    assertThat(answers).containsExactly("text", "three");
  }

  private static void sendByteByByte(Socket connection, String answer) throws IOException {
    for (int i = 0; i < answer.length(); i++) {
      send(connection, answer.substring(i, i + 1));
    }
  }

  @Test
  void a_request_says_who_sends_it() throws IOException {
    List<String> heads = Collections.synchronizedList(new ArrayList<>());
    run(
        1,
        connection -> {
          heads.add(head(connection));
          send(connection, TEXT);
          head(connection);
        });
    assertThat(heads.get(0))
        .startsWith("GET /path HTTP/1.1\r\n")
        .contains("\r\nAuthorization: Basic dXNlcjpzZWNyZXQ=\r\n");
  }

  @Test
  void a_client_connects_again_when_the_server_closes_after_an_answer() throws IOException {
    run(
        3,
        connection -> {
          head(connection);
          send(connection, LAST);
        },
        connection -> {
          head(connection);
          send(connection, TEXT);
          head(connection);
          send(connection, LAST);
        });
    assertThat(answers).containsExactly("last", "text", "last");
  }

  @Test
  void an_answer_that_does_not_come_ends_the_run() {
    assertThatThrownBy(() -> run(1, ScriptedServer::head))
        .isInstanceOf(BenchmarkFailure.class)
        .hasMessageContaining("without an answer");
  }

  @Test
  void another_status_ends_the_run_and_so_does_what_is_no_answer() {
    for (String wrong :
        List.of("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "no answer\r\n\r\n")) {
      assertThatThrownBy(
              () ->
                  run(
                      1,
                      connection -> {
                        head(connection);
                        send(connection, wrong);
                        head(connection);
                      }))
          .isInstanceOf(BenchmarkFailure.class)
          .hasMessageContaining(wrong.contains("503") ? "503" : "no answer");
    }
  }

  private void run(int requests, ScriptedServer.Part... parts) throws IOException {
    Iterator<Request> all = Collections.nCopies(requests, REQUEST).iterator();
    try (ScriptedServer server = new ScriptedServer(parts);
        Load load = new Load(server.port(), Meters.of(DiskMeter.unknown()))) {
      Measurement measured =
          load.run(
              Crowd.of(1, number -> Script.each(all, 200, answer -> answers.add(answer.body()))),
              TIMING);
      assertThat(measured.messages()).isEqualTo(requests);
    }
  }
}
