package dev.tidings.platform.container;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramedInputStreamTest {
  private static final String CHUNKS = "5;name=\"value\"\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n";

  /** A connection on which so much has come; its end comes only if it is closed. */
  private static final class Connection extends ServletInputStream {
    private ByteArrayInputStream arrived;
    private ReadListener listener;

    private Connection(String arrived) {
      this.arrived = new ByteArrayInputStream(arrived.getBytes(US_ASCII));
    }

    void receive(String more) throws IOException {
      arrived = new ByteArrayInputStream(more.getBytes(US_ASCII));
      listener.onDataAvailable();
    }

    @Override
    public int read() {
      return arrived.read();
    }

    @Override
    public int read(byte[] into, int begin, int length) {
      return arrived.read(into, begin, length);
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return arrived.available() > 0;
    }

    @Override
    public void setReadListener(ReadListener readListener) {
      listener = readListener;
    }
  }

  private static final class Events implements ReadListener {
    private final List<String> all = new ArrayList<>();
    private FramedInputStream body;

    @Override
    public void onDataAvailable() throws IOException {
      while (body.isReady() && !body.isFinished()) {
        byte[] some = new byte[3];
        int count = body.read(some);
        all.add(new String(some, 0, count, US_ASCII));
      }
    }

    @Override
    public void onAllDataRead() {
      all.add("end");
    }

    @Override
    public void onError(Throwable failure) {
      all.add(failure.getMessage());
    }
  }

  @Test
  void a_body_with_a_length_ends_there() throws IOException {
    assertThat(read("hello and more", BodyFraming.ofLength(5))).isEqualTo("hello");
    assertThat(read("more", BodyFraming.ofLength(0))).isEmpty();
  }

  @Test
  void a_body_in_chunks_ends_with_the_last() throws IOException {
    assertThat(read(CHUNKS + "more", BodyFraming.ofChunks())).isEqualTo("hello, world");
    assertThat(read("0\r\nTrailer: x\r\n\r\nmore", BodyFraming.ofChunks())).isEmpty();
    assertThat(read("A \r\n0123456789\r\n0\r\n\r\n", BodyFraming.ofChunks()))
        .isEqualTo("0123456789");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "x\r\n",
        "-1\r\n",
        ";\r\n",
        "5",
        "5\r\nhell",
        "5\r\nhello!\r\n",
        "1234567890abcdef1\r\n",
        "0\r\nTrailer"
      })
  void what_are_no_chunks_is_refused(String arrived) {
    assertThatThrownBy(() -> read(arrived, BodyFraming.ofChunks()))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void neither_chunk_extensions_nor_trailers_go_on_for_ever() {
    assertThatThrownBy(() -> read("5;" + "x".repeat(10_000), BodyFraming.ofChunks()))
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> read("0\r\n" + "a: b\r\n".repeat(2_000), BodyFraming.ofChunks()))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void a_listener_hears_of_the_end_though_the_connection_stays_open() throws IOException {
    Events events = new Events();
    Connection connection = listen(events, "", BodyFraming.ofLength(5));

    connection.receive("he");
    connection.receive("llo and more");

    assertThat(events.all).containsExactly("he", "llo", "end");
  }

  @Test
  void a_listener_hears_of_content_only() throws IOException {
    Events events = new Events();
    Connection connection = listen(events, "", BodyFraming.ofChunks());

    connection.receive("5;na");
    connection.receive("me\r\nhel");
    connection.receive("lo\r\n0\r");
    connection.receive("\n\r\n");

    assertThat(events.all).containsExactly("hel", "lo", "end");
  }

  @Test
  void a_listener_hears_of_the_end_of_nothing() {
    Events events = new Events();
    listen(events, "", BodyFraming.ofLength(0));

    assertThat(events.all).containsExactly("end");
  }

  @Test
  void a_listener_hears_when_the_connection_ends_too_early() throws IOException {
    Events events = new Events();
    Connection connection = listen(events, "", BodyFraming.ofLength(5));

    connection.receive("he");
    connection.listener.onAllDataRead();

    assertThat(events.all).containsExactly("he", "The body is cut off");
  }

  private static Connection listen(Events events, String arrived, BodyFraming framing) {
    Connection connection = new Connection(arrived);
    events.body = new FramedInputStream(connection, framing);
    events.body.setReadListener(events);
    return connection;
  }

  private static String read(String arrived, BodyFraming framing) throws IOException {
    return new String(
        new FramedInputStream(new Connection(arrived), framing).readAllBytes(), US_ASCII);
  }
}
