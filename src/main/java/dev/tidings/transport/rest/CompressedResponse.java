package dev.tidings.transport.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.zip.GZIPOutputStream;

/** Keeps what a servlet writes, which is a small file, and sends it compressed at the end. */
final class CompressedResponse extends HttpServletResponseWrapper {
  private static final String CONTENT_LENGTH = "Content-Length";

  /** Smaller ones would not become smaller. */
  private static final int SMALL = 200;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintWriter writer = new PrintWriter(new OutputStreamWriter(bytes, UTF_8));
  private final ServletOutputStream output =
      new ServletOutputStream() {
        @Override
        public void write(int one) {
          bytes.write(one);
        }

        @Override
        public void write(byte[] some, int begin, int length) {
          bytes.write(some, begin, length);
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
          throw new IllegalStateException("Files are written at once");
        }
      };

  CompressedResponse(HttpServletResponse response) {
    super(response);
  }

  /** Everything that was written, compressed if it is a file and no answer about one. */
  void send() throws IOException {
    writer.flush();
    if (bytes.size() == 0 || isCommitted()) {
      return;
    }
    byte[] content = bytes.toByteArray();
    if (getStatus() == SC_OK && content.length > SMALL) {
      super.setHeader("Content-Encoding", "gzip");
      super.addHeader("Vary", "Accept-Encoding");
      content = compressed(content);
    }
    super.setContentLength(content.length);
    super.getOutputStream().write(content);
  }

  private static byte[] compressed(byte[] content) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    }
    return compressed.toByteArray();
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return output;
  }

  @Override
  public PrintWriter getWriter() {
    return writer;
  }

  @Override
  public void flushBuffer() {
    writer.flush();
  }

  @Override
  public void resetBuffer() {
    bytes.reset();
    super.resetBuffer();
  }

  @Override
  public void reset() {
    bytes.reset();
    super.reset();
  }

  @Override
  public void setContentLength(int length) {
    // That of what is sent is another.
  }

  @Override
  public void setContentLengthLong(long length) {
    // That of what is sent is another.
  }

  @Override
  public void setHeader(String name, String value) {
    if (!name.equalsIgnoreCase(CONTENT_LENGTH)) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (!name.equalsIgnoreCase(CONTENT_LENGTH)) {
      super.addHeader(name, value);
    }
  }
}
