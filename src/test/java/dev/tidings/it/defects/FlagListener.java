package dev.tidings.it.defects;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;

/** Counts requests that begin on Payara with the flag of an earlier one. */
@WebListener
public class FlagListener implements ServletRequestListener {
  @Override
  public void requestInitialized(ServletRequestEvent event) {
    try {
      Object request = Reflected.connectorRequest(event.getServletRequest());
      if (Reflected.field(request, "afterService").getBoolean(request)) {
        Reflected.count("stale-flags", 1);
      }
    } catch (ReflectiveOperationException isNotPayara) {
      // Then there is no such flag.
    }
  }
}
