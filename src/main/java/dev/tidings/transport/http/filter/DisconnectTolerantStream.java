package dev.tidings.transport.http.filter;

import dev.tidings.transport.http.ClientDisconnect;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Drops what cannot be written any more. */
final class DisconnectTolerantStream extends ServletOutputStream {
  private static final Logger LOG = System.getLogger(DisconnectTolerantStream.class.getName());

  private final ServletOutputStream out;
  private final ClientDisconnect clientDisconnect;

  DisconnectTolerantStream(ServletOutputStream out, ClientDisconnect clientDisconnect) {
    this.out = out;
    this.clientDisconnect = clientDisconnect;
  }

  /** What may find that the client has gone. */
  @FunctionalInterface
  private interface Output {
    void run() throws IOException;
  }

  @Override
  public void write(int octet) {
    quietly(() -> out.write(octet));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    quietly(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() {
    quietly(out::flush);
  }

  @Override
  public void close() {
    quietly(out::close);
  }

  @Override
  public boolean isReady() {
    return out.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    out.setWriteListener(listener);
  }

  private void quietly(Output output) {
    if (!clientDisconnect.hasHappened()) {
      try {
        output.run();
      } catch (IOException gone) {
        say(gone, clientDisconnect);
      }
    }
  }

  static void say(IOException gone, ClientDisconnect clientDisconnect) {
    clientDisconnect.happened();
    LOG.log(Level.DEBUG, () -> "A client was gone before it had its response: " + gone);
  }
}
