package dev.tidings.transport.embedded;

import dev.tidings.platform.container.JaxRsServlet;
import dev.tidings.platform.container.StaleRequestCleanup;
import dev.tidings.platform.ops.AsyncApiServlet;
import dev.tidings.platform.settings.ConfiguredValues;
import dev.tidings.platform.settings.Setting;
import dev.tidings.transport.admin.AdminApplication;
import dev.tidings.transport.backup.BackupServlet;
import dev.tidings.transport.docs.DocumentationServlet;
import dev.tidings.transport.docs.OpenApiServlet;
import dev.tidings.transport.events.EventsServlet;
import dev.tidings.transport.health.HealthServlet;
import dev.tidings.transport.http.HttpPath;
import dev.tidings.transport.http.RequestCompletion;
import dev.tidings.transport.rest.ConsoleFolder;
import dev.tidings.transport.rest.ProblemPage;
import dev.tidings.transport.rest.RestApplication;
import dev.tidings.transport.websocket.CurrentHandshake;
import dev.tidings.transport.zato.ZatoApplication;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import java.util.Set;

/**
 * Adds everything that has an address to the host application, if {@link Setting#HTTP_PATH} says
 * where. The server finds it as a service.
 */
public class HttpPathInitializer implements ServletContainerInitializer {

  @Override
  public void onStartup(Set<Class<?>> classes, ServletContext context) {
    ConfiguredValues configuredValues = ConfiguredValues.ofThisApplication();
    // If the setting is wrong, the start fails with a sentence when the database is opened.
    if (configuredValues.isValid(Setting.HTTP_PATH)) {
      configuredValues.text(Setting.HTTP_PATH).ifPresent(path -> serve(context, path));
    }
  }

  private static void serve(ServletContext context, String path) {
    HttpPath.set(context, path);
    addFilters(context, path + "/*");
    addServlet(context, PageServlet.class, path + "/*");
    addServlet(context, ProblemPage.class, path + "/problems/*");
    addServlet(context, ConsoleFolder.class, path + "/console", path + "/admin", path + "/admin/*");
    addServlet(context, AsyncApiServlet.class, path + "/api/asyncapi.yaml");
    addServlet(
        context, OpenApiServlet.class, path + "/api/openapi.yaml", path + "/api/openapi.json");
    addServlet(context, DocumentationServlet.class, path + "/docs/*");
    addServlet(context, HealthServlet.class, path + "/api/v1/health/*");
    JaxRsServlet.add(context, RestApplication.class, path + "/api/v1");
    JaxRsServlet.add(context, AdminApplication.class, path + "/api/v1/admin");
    addServlet(context, EventsServlet.class, path + "/api/v1/admin/events");
    addServlet(context, BackupServlet.class, path + "/api/v1/admin/backup");
    JaxRsServlet.add(context, ZatoApplication.class, path + "/zato/pubsub");
    context.addListener(EmbeddedLifecycle.class);
    context.addListener(StaleRequestCleanup.class);
    context.addListener(RequestCompletion.class);
    context.addListener(CurrentHandshake.class);
  }

  /** Before the filters of the host, which may read bodies, and of the server for WebSockets. */
  private static void addFilters(ServletContext context, String addresses) {
    FilterRegistration.Dynamic filter =
        context.addFilter(EmbeddedFilters.class.getName(), new EmbeddedFilters());
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, addresses);
  }

  private static void addServlet(
      ServletContext context, Class<? extends HttpServlet> type, String... addresses) {
    ServletRegistration.Dynamic servlet = context.addServlet(type.getName(), type);
    servlet.setAsyncSupported(true);
    servlet.addMapping(addresses);
  }
}
