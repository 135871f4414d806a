package dev.tidings.transport.websocket;

/** Of connections to the endpoint that the server finds in the WAR. */
public class Handshake extends HandshakeRules {

  @Override
  Object endpoint(Sessions sessions) {
    return new WebSocketEndpoint(sessions);
  }
}
