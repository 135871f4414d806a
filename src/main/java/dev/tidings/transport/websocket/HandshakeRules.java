package dev.tidings.transport.websocket;

import dev.tidings.transport.http.filter.Origins;
import dev.tidings.transport.websocket.connection.ClientAddress;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;

/** Lets a connection begin or not, and notes where it comes from. */
abstract class HandshakeRules extends ServerEndpointConfig.Configurator {
  /** Where clients connect. */
  static final String PATH = "/ws";

  /** Where some clients connect instead. */
  static final String PATH_WITH_SLASH = PATH + "/";

  /** What hears of the connection. */
  abstract Object endpoint(Sessions sessions);

  @Override
  public <T> T getEndpointInstance(Class<T> endpointClass) {
    return endpointClass.cast(endpoint(CDI.current().select(Sessions.class).get()));
  }

  @Override
  public boolean checkOrigin(String origin) {
    return CDI.current().select(Origins.class).get().mayConnect(CurrentHandshake.current());
  }

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest handshake, HandshakeResponse response) {
    ClientAddress.addTo(config.getUserProperties(), CurrentHandshake.current());
  }
}
