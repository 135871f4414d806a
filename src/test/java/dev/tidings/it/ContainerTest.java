package dev.tidings.it;

import dev.tidings.it.eventstream.EventStreamServlet;
import dev.tidings.it.host.HostApplication;
import dev.tidings.it.host.HostResource;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs inside the server, in the archive that Maven built. Each class costs a
 * deployment, and on Payara Micro the start of a server, so let there be few.
 */
@ExtendWith(ArquillianExtension.class)
abstract class ContainerTest {

  /** Everything of this package, and the libraries that tests need, inside the real archive. */
  @Deployment
  static WebArchive tidings() {
    return ShrinkWrap.create(ZipImporter.class, "tidings.war")
        .importFrom(new File(System.getProperty("it.directory"), "tidings.war"))
        .as(WebArchive.class)
        .addPackage(ContainerTest.class.getPackage())
        .addPackage(EventStreamServlet.class.getPackage())
        .addClasses(HostApplication.class, HostResource.class)
        .addAsResource(GoldenMessages.FILE)
        .addAsLibraries(
            libraryOf(Assertions.class), libraryOf(Awaitility.class), libraryOf(Matcher.class));
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
