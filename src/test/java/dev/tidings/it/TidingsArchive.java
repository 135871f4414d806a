package dev.tidings.it;

import dev.tidings.it.client.JaxRsClientServlet;
import dev.tidings.it.client.JaxRsOrders;
import dev.tidings.it.client.Order;
import dev.tidings.it.eventstream.EventStreamServlet;
import dev.tidings.it.host.HostApplication;
import dev.tidings.it.host.HostListener;
import dev.tidings.it.host.HostResource;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The archive that Maven built, with everything that tests inside the server need. */
public final class TidingsArchive {

  private TidingsArchive() {}

  /** With all classes of this package, and the libraries that they use. */
  public static WebArchive create() {
    return addTestsTo(
        ShrinkWrap.create(ZipImporter.class, "tidings.war")
            .importFrom(built("tidings.war"))
            .as(WebArchive.class));
  }

  /** The same for an archive with Tidings in it. */
  public static WebArchive addTestsTo(WebArchive archive) {
    return archive
        .addPackage(TidingsArchive.class.getPackage())
        .addPackage(EventStreamServlet.class.getPackage())
        .addClasses(JaxRsClientServlet.class, JaxRsOrders.class, Order.class)
        .addClasses(HostApplication.class, HostResource.class, HostListener.class)
        .addAsResource(GoldenMessages.FILE)
        .addAsLibraries(
            built("tidings-0.1.0-client.jar"),
            libraryOf(Assertions.class),
            libraryOf(Awaitility.class),
            libraryOf(Matcher.class));
  }

  private static File built(String name) {
    return new File(System.getProperty("it.directory", "target"), name);
  }

  private static File libraryOf(Class<?> type) {
    try {
      URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      return new File(location);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
