package dev.tidings.platform.container;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.List;

/**
 * Adds an application of JAX-RS to a web application while that is being deployed.
 *
 * <p>No defect is behind it: JAX-RS takes the address of an application from an annotation or from
 * web.xml, and has no way to give it one that is a setting. The servlets of Jersey, as in Payara,
 * and of RESTEasy, as in WildFly, both do that.
 */
public final class JaxRsServlet {
  private static final List<String> SERVLETS =
      List.of(
          "org.glassfish.jersey.servlet.ServletContainer",
          "org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher");

  private static final String APPLICATION = "jakarta.ws.rs.Application";
  private static final String RESTEASY_PREFIX = "resteasy.servlet.mapping.prefix";

  private JaxRsServlet() {}

  /**
   * Adds it.
   *
   * @param application the class, by whose name the servlet is called, too
   * @param path such as {@code /tidings/api}
   */
  public static void add(ServletContext context, Class<?> application, String path) {
    ServletRegistration.Dynamic servlet =
        context.addServlet(application.getName(), servletOf(context));
    servlet.setInitParameter(APPLICATION, application.getName());
    servlet.setInitParameter(RESTEASY_PREFIX, path);
    servlet.setAsyncSupported(true);
    servlet.setLoadOnStartup(1);
    servlet.addMapping(path + "/*");
  }

  private static String servletOf(ServletContext context) {
    return SERVLETS.stream()
        .filter(name -> isThere(name, context.getClassLoader()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("This server has none of the servlets " + SERVLETS));
  }

  private static boolean isThere(String name, ClassLoader loader) {
    try {
      Class.forName(name, false, loader);
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }
}
