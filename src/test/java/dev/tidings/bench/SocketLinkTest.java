package dev.tidings.bench;

import static dev.tidings.bench.ScriptedServer.head;
import static dev.tidings.bench.ScriptedServer.send;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SocketLinkTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: (\\S+)");
  private static final int FINAL = 0x80;
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final List<String> heard = new ArrayList<>();
  private final List<byte[]> frames = new ArrayList<>();
  private volatile int answeredOpcode = -1;
  private boolean isOpen;

  @Test
  void framesOfAllLengthsComeByteByByte() throws IOException {
    List<String> texts = List.of("", "a", "b".repeat(125), "c".repeat(126), "d".repeat(70_000));
    texts.forEach(text -> frame(FINAL | TEXT, text.getBytes(UTF_8)));
    run(() -> heard.size() == texts.size());
    assertThat(heard).containsExactlyElementsOf(texts);
  }

  @Test
  void aPingMayComeBetweenTheFragmentsOfATextAndIsAnswered() throws IOException {
    frame(TEXT, "one ");
    frame(CONTINUATION, "two ");
    frame(FINAL | PING, "?");
    frame(FINAL | CONTINUATION, "three");
    frame(FINAL | TEXT, "next");
    run(() -> heard.size() == 2 && answeredOpcode == PONG);
    assertThat(heard).containsExactly("one two three", "next");
  }

  @Test
  void theEndOfTheWebSocketEndsTheRunAndSaysWhy() {
    frame(FINAL | TEXT, "one");
    frame(FINAL | CLOSE, "\u0003\u00e8bye".getBytes(ISO_8859_1));
    assertRefused("1000 bye");
    assertThat(heard).containsExactly("one");
  }

  @Test
  void whatNobodyExpectsEndsTheRun() {
    for (int first :
        List.of(FINAL | BINARY, FINAL | PONG, FINAL | 0x40 | TEXT, PING, FINAL | CONTINUATION)) {
      frames.clear();
      frame(first, "x");
      assertRefused("");
    }
    frames.clear();
    frame(TEXT, "begun");
    frame(FINAL | TEXT, "x");
    assertRefused("");
  }

  @Test
  void aServerThatTakesNoWebSocketEndsTheRun() {
    assertThatThrownBy(
            () ->
                run(
                    connection -> {
                      head(connection);
                      send(connection, "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
                      head(connection);
                    },
                    () -> isOpen))
        .isInstanceOf(BenchmarkFailure.class)
        .hasMessageContaining("403");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> run(() -> false))
        .isInstanceOf(BenchmarkFailure.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("Not within");
  }

  /** Opens a WebSocket to a server that sends the frames, and serves it until something is so. */
  private void run(BooleanSupplier isDone) throws IOException {
    run(
        connection -> {
          accept(connection);
          for (byte[] frame : frames) {
            sendInPieces(connection, frame);
          }
          answeredOpcode = connection.getInputStream().read() & 0xF;
          while (connection.getInputStream().read() >= 0) {}
        },
        isDone);
  }

  private void run(ScriptedServer.Part part, BooleanSupplier isDone) throws IOException {
    try (ScriptedServer server = new ScriptedServer(part);
        Load load = new Load(server.port(), Meters.of(DiskMeter.unknown()))) {
      SocketLink link = new SocketLink(load.connections(), "/ws", script());
      load.await("the test is done", LIMIT, isDone);
      assertThat(isOpen).isTrue();
      link.close();
    }
  }

  private SocketScript script() {
    return new SocketScript() {
      @Override
      public void opened(SocketLink link) {
        isOpen = true;
      }

      @Override
      public void heard(SocketLink link, Content text) {
        heard.add(text.body());
      }
    };
  }

  private static void accept(Socket connection) throws IOException {
    Matcher key = KEY.matcher(head(connection));
    assertThat(key.find()).isTrue();
    send(
        connection,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: %s\r\n\r\n".formatted(accepted(key.group(1))));
  }

  private static String accepted(String key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first bytes one by one: they say how long the frame is. */
  private static void sendInPieces(Socket connection, byte[] frame) throws IOException {
    int begin = Math.min(200, frame.length);
    for (int i = 0; i < begin; i++) {
      send(connection, new byte[] {frame[i]});
    }
    if (begin < frame.length) {
      connection.getOutputStream().write(frame, begin, frame.length - begin);
    }
  }

  private void frame(int first, String payload) {
    frame(first, payload.getBytes(UTF_8));
  }

  /** As servers send it, not masked. */
  private void frame(int first, byte[] payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream frame = new DataOutputStream(bytes)) {
      frame.write(first);
      if (payload.length <= 125) {
        frame.write(payload.length);
      } else if (payload.length <= 65_535) {
        frame.write(126);
        frame.writeShort(payload.length);
      } else {
        frame.write(127);
        frame.writeLong(payload.length);
      }
      frame.write(payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    frames.add(bytes.toByteArray());
  }
}
