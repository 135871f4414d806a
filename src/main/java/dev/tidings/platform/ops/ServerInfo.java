package dev.tidings.platform.ops;

import dev.tidings.platform.container.ServerVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;

/** In which server this is, as it calls itself. */
@ApplicationScoped
public class ServerInfo {
  private volatile String text = "";

  /** The event is the servlet context, where the application is a web application. */
  void initialized(@Observes @Initialized(ApplicationScoped.class) Object event) {
    text = ServerVersion.find(event).orElse("");
  }

  /** Such as {@code Payara Micro 6.2025.10}; empty as long as it is not known. */
  public String text() {
    return text;
  }
}
