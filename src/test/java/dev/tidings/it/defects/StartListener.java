package dev.tidings.it.defects;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Counts the HTTP listeners that management beans tell of while the application starts. */
@WebListener
public class StartListener implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    for (ObjectName name : beans.queryNames(null, null)) {
      if (isOfListener(name.toString())) {
        Reflected.count("listener-beans", 1);
      }
    }
  }

  private static boolean isOfListener(String name) {
    return name.matches("(?i).*(http-listener|network-?listener).*");
  }
}
