package dev.tidings.transport.websocket;

/** Of connections below the path of a host application. */
public class EmbeddedHandshake extends HandshakeRules {

  @Override
  Object endpoint(Sessions sessions) {
    return new EmbeddedEndpoint(sessions);
  }
}
