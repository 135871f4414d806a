package dev.tidings.platform.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrizzlyDisconnectProbeTest {
  private ServerSocketChannel listener;
  private Socket client;
  private SocketChannel server;
  private Socket otherClient;
  private SocketChannel otherServer;
  private GrizzlyDisconnectProbe probe;

  @BeforeEach
  void connect() throws IOException {
    listener =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    client = new Socket(InetAddress.getLoopbackAddress(), listener.socket().getLocalPort());
    server = listener.accept();
    server.configureBlocking(false);
    probe = new GrizzlyDisconnectProbe(server, false);
  }

  @AfterEach
  void close() throws IOException {
    probe.end();
    server.close();
    client.close();
    listener.close();
    if (otherServer != null) {
      otherServer.close();
      otherClient.close();
    }
  }

  @Test
  void a_silent_client_is_there() {
    assertThat(probe.isClosedByClient()).isFalse();
    assertThat(probe.isClosedByClient()).isFalse();
  }

  @Test
  void a_client_that_closes_is_gone() throws IOException {
    assertThat(probe.isClosedByClient()).isFalse();

    client.close();

    await().until(probe::isClosedByClient);
  }

  @Test
  void a_client_that_closes_its_direction_is_gone() throws IOException {
    client.shutdownOutput();

    await().until(probe::isClosedByClient);
  }

  @Test
  void a_client_that_resets_the_connection_is_gone() throws IOException {
    client.setSoLinger(true, 0);
    client.close();

    await().until(probe::isClosedByClient);
  }

  @Test
  void what_the_client_sends_stays_for_the_server() throws IOException {
    client.getOutputStream().write(7);
    await().until(() -> server.socket().getInputStream().available() == 1);

    assertThat(probe.isClosedByClient()).isFalse();

    probe.end();
    ByteBuffer read = ByteBuffer.allocate(2);
    assertThat(server.read(read)).isEqualTo(1);
    assertThat(read.get(0)).isEqualTo((byte) 7);
  }

  @Test
  void over_tls_a_client_that_sends_anything_closes() throws IOException {
    probe = new GrizzlyDisconnectProbe(server, true);
    assertThat(probe.isClosedByClient()).isFalse();

    client.getOutputStream().write(7);

    await().until(probe::isClosedByClient);
  }

  @Test
  void the_next_request_on_the_connection_can_be_asked_about() throws IOException {
    assertThat(probe.isClosedByClient()).isFalse();
    probe.end();
    probe = new GrizzlyDisconnectProbe(server, false);
    assertThat(probe.isClosedByClient()).isFalse();

    client.close();

    await().until(probe::isClosedByClient);
  }

  @Test
  void the_end_of_one_is_kept_while_others_are_asked_and_ended() throws IOException {
    GrizzlyDisconnectProbe other = probeOfAnotherConnection();
    assertThat(probe.isClosedByClient()).isFalse();
    client.close();
    await().until(() -> isReadable(server));

    assertThat(other.isClosedByClient()).isFalse();
    other.end();

    assertThat(probe.isClosedByClient()).isTrue();
    assertThat(probe.isClosedByClient()).isTrue();
  }

  private GrizzlyDisconnectProbe probeOfAnotherConnection() throws IOException {
    otherClient = new Socket(InetAddress.getLoopbackAddress(), listener.socket().getLocalPort());
    otherServer = listener.accept();
    otherServer.configureBlocking(false);
    return new GrizzlyDisconnectProbe(otherServer, false);
  }

  private static boolean isReadable(SocketChannel socket) throws IOException {
    try (Selector selector = Selector.open()) {
      socket.register(selector, SelectionKey.OP_READ);
      return selector.selectNow() > 0;
    }
  }

  @Test
  void a_connection_that_the_server_has_closed_is_gone() throws IOException {
    assertThat(probe.isClosedByClient()).isFalse();

    server.close();

    assertThat(probe.isClosedByClient()).isTrue();
  }
}
