package dev.tidings.transport.admin;

import dev.tidings.api.Role;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Says who may read the data of messages in the administration API, besides their other fields. */
@ApplicationScoped
public class MessageBodies {
  private boolean mayMonitorsRead;

  /** For the proxies of CDI. */
  protected MessageBodies() {}

  @Inject
  public MessageBodies(Settings settings) {
    this(settings.flag(Setting.MONITOR_MESSAGE_BODIES));
  }

  MessageBodies(boolean mayMonitorsRead) {
    this.mayMonitorsRead = mayMonitorsRead;
  }

  /** Administrators may; endpoints that monitor may if the setting says so. */
  boolean mayRead(Role role) {
    return role.mayAdminister() || (mayMonitorsRead && role.mayMonitor());
  }
}
