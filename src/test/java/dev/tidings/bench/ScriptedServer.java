package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** A server that sends exactly what a test tells it to, one connection after the other. */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;

  /** What it does with one connection, which is closed in the end. */
  interface Part {
    void play(Socket connection) throws IOException;
  }

  ScriptedServer(Part... parts) {
    try {
      listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new Thread(() -> serve(List.of(parts)), "scripted-server").start();
  }

  int port() {
    return listener.getLocalPort();
  }

  private void serve(List<Part> parts) {
    for (Part part : parts) {
      try (Socket connection = listener.accept()) {
        connection.setTcpNoDelay(true);
        part.play(connection);
      } catch (IOException e) {
        // The client has ended the connection, or the test the server.
        return;
      }
    }
  }

  /** Reads the head of a request, which has no body. */
  static String head(Socket connection) throws IOException {
    InputStream input = connection.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = input.read();
      if (next < 0) {
        throw new IOException("The client ended the connection");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  static void send(Socket connection, String text) throws IOException {
    send(connection, text.getBytes(ISO_8859_1));
  }

  static void send(Socket connection, byte[] bytes) throws IOException {
    connection.getOutputStream().write(bytes);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
