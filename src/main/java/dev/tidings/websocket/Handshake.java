package dev.tidings.websocket;

import dev.tidings.config.Setting;
import dev.tidings.config.Settings;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;

/** Lets a connection begin or not, and notes where it comes from. */
public class Handshake extends ServerEndpointConfig.Configurator {
  /** Where clients connect. */
  static final String PATH = "/ws";

  /** Where some clients connect instead. */
  static final String PATH_WITH_SLASH = PATH + "/";

  @Override
  public <T> T getEndpointInstance(Class<T> endpointClass) {
    Sessions sessions = CDI.current().select(Sessions.class).get();
    return endpointClass.cast(new WebSocketEndpoint(sessions));
  }

  @Override
  public boolean checkOrigin(String origin) {
    return isAllowed(origin, CurrentRequest.current());
  }

  static boolean isAllowed(String origin, HttpServletRequest request) {
    Settings settings = CDI.current().select(Settings.class).get();
    return new Origins(
            settings.optional(Setting.WEBSOCKET_ALLOWED_ORIGINS).orElse(""),
            settings.optional(Setting.PUBLIC_URL).orElse(""))
        .isAllowed(origin, request.getHeader("Host"));
  }

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest handshake, HandshakeResponse response) {
    ClientAddress.addTo(config.getUserProperties(), CurrentRequest.current());
  }
}
