package dev.tidings.transport.websocket;

import dev.tidings.transport.http.HttpPath;
import jakarta.servlet.ServletContext;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;

/**
 * Where clients of a host application connect. Servers give a class with an annotation the address
 * that the annotation has, and this one an address that is a setting.
 */
public class EmbeddedEndpoint extends Endpoint {
  private final ConnectionEvents events;

  /** Made by {@link EmbeddedHandshake}. */
  EmbeddedEndpoint(Sessions sessions) {
    events = new ConnectionEvents(sessions);
  }

  /** Adds it below the path of the application, while that is being started. */
  public static void addTo(ServletContext context) {
    ServerContainer container =
        (ServerContainer) context.getAttribute(ServerContainer.class.getName());
    try {
      container.addEndpoint(
          ServerEndpointConfig.Builder.create(
                  EmbeddedEndpoint.class, HttpPath.in(context) + HandshakeRules.PATH)
              .configurator(new EmbeddedHandshake())
              .build());
    } catch (DeploymentException refusal) {
      throw new IllegalStateException("The server refuses the WebSocket of Tidings", refusal);
    }
  }

  @Override
  public void onOpen(Session connection, EndpointConfig config) {
    events.open(connection);
    connection.addMessageHandler(String.class, (MessageHandler.Partial<String>) events::text);
    connection.addMessageHandler(byte[].class, this::refuse);
    connection.addMessageHandler(PongMessage.class, events::pong);
  }

  private void refuse(byte[] bytes) {
    events.bytes();
  }

  @Override
  public void onClose(Session connection, CloseReason reason) {
    events.close();
  }

  @Override
  public void onError(Session connection, Throwable failure) {
    events.fail(failure);
  }
}
