package dev.tidings.it.streaming;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.it.websocket.Account;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A request on a connection of its own that is sent piece by piece while its response is read line
 * by line, which few client libraries can do.
 */
final class RawStream implements AutoCloseable {
  private static final int PATIENCE_MS = 90_000;

  private final Socket socket;
  private final InputStream in;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private int status;
  private List<String> headers = List.of();
  private volatile boolean hasEnded;
  private volatile boolean isCut;

  private RawStream(URI server) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends the head of a request; of a POST, chunks follow. */
  static RawStream open(URI server, Account account, String request, String... headers) {
    try {
      RawStream stream = new RawStream(server);
      byte[] pair = (account.username() + ":" + account.secret()).getBytes(UTF_8);
      String framing = request.startsWith("POST") ? "Transfer-Encoding: chunked\r\n" : "";
      String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      stream.write(
          "%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic %s\r\n%s%s\r\n"
              .formatted(request, Base64.getEncoder().encodeToString(pair), framing, more));
      return stream;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  /** Sends it in one chunk. */
  RawStream send(String text) {
    try {
      write("%x\r\n%s\r\n".formatted(text.getBytes(UTF_8).length, text));
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  RawStream finish() {
    try {
      write("0\r\n\r\n");
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Reads the head of the response, and on another thread its lines from then on. */
  RawStream read() {
    try {
      status = Integer.parseInt(line().substring("HTTP/1.1 ".length()).substring(0, 3));
      List<String> head = new ArrayList<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        head.add(line.toLowerCase(Locale.ROOT));
      }
      headers = head;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Thread reader = new Thread(this::readBody, "raw stream");
    reader.setDaemon(true);
    reader.start();
    return this;
  }

  private void readBody() {
    try {
      if (headers.contains("transfer-encoding: chunked")) {
        readChunks();
      } else {
        addLines(new String(in.readNBytes(length()), UTF_8) + "\n", new StringBuilder());
      }
      hasEnded = true;
    } catch (IOException | RuntimeException failure) {
      isCut = true;
    }
  }

  /** All there is, if the server does not say how much. */
  private int length() {
    return headers.stream()
        .filter(header -> header.startsWith("content-length:"))
        .mapToInt(header -> Integer.parseInt(header.substring(header.indexOf(':') + 1).strip()))
        .findAny()
        .orElse(Integer.MAX_VALUE);
  }

  private void readChunks() throws IOException {
    StringBuilder begun = new StringBuilder();
    for (int size = size(); size > 0; size = size()) {
      byte[] chunk = in.readNBytes(size);
      if (chunk.length < size) {
        throw new EOFException();
      }
      addLines(new String(chunk, UTF_8), begun);
      line();
    }
  }

  private int size() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private void addLines(String text, StringBuilder begun) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        if (begun.length() > 0) {
          lines.add(begun.toString());
        }
        begun.setLength(0);
      } else {
        begun.append(c);
      }
    }
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

  int status() {
    return status;
  }

  /** In lower case. */
  List<String> headers() {
    return headers;
  }

  /** Those that are not empty, so far. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Whether the response has come to its end. */
  boolean hasEnded() {
    return hasEnded;
  }

  /** Whether the response has ended in any way. */
  boolean isOver() {
    return hasEnded || isCut;
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
