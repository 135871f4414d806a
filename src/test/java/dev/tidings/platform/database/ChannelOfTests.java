package dev.tidings.platform.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileLock;
import java.util.concurrent.Future;

/** A channel that leaves all to another one, for tests that change some of it. */
abstract class ChannelOfTests extends AsynchronousFileChannel {
  private final AsynchronousFileChannel channel;

  ChannelOfTests(AsynchronousFileChannel channel) {
    this.channel = channel;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public Future<Integer> read(ByteBuffer into, long position) {
    return channel.read(into, position);
  }

  @Override
  public Future<Integer> write(ByteBuffer from, long position) {
    return channel.write(from, position);
  }

  @Override
  public AsynchronousFileChannel truncate(long size) throws IOException {
    channel.truncate(size);
    return this;
  }

  @Override
  public void force(boolean isMetadataToo) throws IOException {
    channel.force(isMetadataToo);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean isShared) throws IOException {
    return channel.tryLock(position, size, isShared);
  }

  @Override
  public Future<FileLock> lock(long position, long size, boolean isShared) {
    return channel.lock(position, size, isShared);
  }

  @Override
  public <A> void lock(
      long position,
      long size,
      boolean isShared,
      A attachment,
      CompletionHandler<FileLock, ? super A> handler) {
    channel.lock(position, size, isShared, attachment, handler);
  }

  @Override
  public <A> void read(
      ByteBuffer into, long position, A attachment, CompletionHandler<Integer, ? super A> handler) {
    channel.read(into, position, attachment, handler);
  }

  @Override
  public <A> void write(
      ByteBuffer from, long position, A attachment, CompletionHandler<Integer, ? super A> handler) {
    channel.write(from, position, attachment, handler);
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
