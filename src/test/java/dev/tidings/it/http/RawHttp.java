package dev.tidings.it.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A connection on which a test sends a request as it likes, piece by piece. */
public final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MS = 60_000;

  private final Socket socket;
  private final InputStream in;

  /**
   * A response.
   *
   * @param headers in lower case
   */
  public record Answer(int status, List<String> headers, String body) {}

  private RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  public static RawHttp connect(URI server) {
    try {
      Socket socket = new Socket(server.getHost(), server.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MS);
      return new RawHttp(socket);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The headers of a POST, which end with the last one here. */
  public RawHttp post(String path, String... headers) {
    return send(
        "POST %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n"
            .formatted(path, String.join("\r\n", headers)));
  }

  public RawHttp send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(US_ASCII));
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Closes this direction of the connection only. */
  public RawHttp finishSending() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public int localPort() {
    return socket.getLocalPort();
  }

  RawHttp sendChunk(String text) {
    return send("%x\r\n%s\r\n".formatted(text.length(), text));
  }

  public Answer answer() {
    try {
      int status = Integer.parseInt(line().substring("HTTP/1.1 ".length()).substring(0, 3));
      List<String> headers = new ArrayList<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        headers.add(line.toLowerCase(Locale.ROOT));
      }
      String body =
          headers.contains("transfer-encoding: chunked") ? chunks() : bytes(length(headers));
      return new Answer(status, headers, body);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Whether the server closes the connection, without sending anything more. */
  boolean isClosedByServer() {
    try {
      return in.read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  private static int length(List<String> headers) {
    return headers.stream()
        .filter(header -> header.startsWith("content-length:"))
        .mapToInt(header -> Integer.parseInt(header.substring(header.indexOf(':') + 1).strip()))
        .findAny()
        .orElse(0);
  }

  private String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.append(bytes(size));
      line();
    }
    line();
    return body.toString();
  }

  private String bytes(int count) throws IOException {
    return new String(in.readNBytes(count), ISO_8859_1);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException(line.toString(ISO_8859_1));
      }
      line.write(octet);
    }
    return line.toString(ISO_8859_1).strip();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
