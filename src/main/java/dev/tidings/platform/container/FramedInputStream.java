package dev.tidings.platform.container;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.net.ProtocolException;

/** A body out of a stream that does not say where it ends. */
final class FramedInputStream extends ServletInputStream {
  private final ServletInputStream unframed;
  private final BodyFraming framing;
  private IOException failure;

  FramedInputStream(ServletInputStream unframed, BodyFraming framing) {
    this.unframed = unframed;
    this.framing = framing;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    while (!framing.isDone() && framing.contentLeft() == 0) {
      framing.accept(unframed.read());
    }
    if (framing.isDone()) {
      return -1;
    }
    int count = unframed.read(into, offset, (int) Math.min(length, framing.contentLeft()));
    if (count < 0) {
      throw new ProtocolException("The body is cut off");
    }
    framing.read(count);
    return count;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(unframed.available(), framing.contentLeft());
  }

  @Override
  public boolean isFinished() {
    return framing.isDone();
  }

  /** Also reads what comes before content, which whoever asks does not want to wait for. */
  @Override
  public boolean isReady() {
    try {
      while (!framing.isDone() && framing.contentLeft() == 0 && unframed.isReady()) {
        framing.accept(unframed.read());
      }
      return framing.isDone() || (framing.contentLeft() > 0 && unframed.isReady());
    } catch (IOException thrownToWhoReads) {
      failure = thrownToWhoReads;
      return true;
    }
  }

  @Override
  public void setReadListener(ReadListener listener) {
    FramedReadListener framed = new FramedReadListener(this, listener);
    if (framing.isDone()) {
      framed.finish();
    } else {
      unframed.setReadListener(framed);
    }
  }

  @Override
  public void close() throws IOException {
    unframed.close();
  }
}
