package dev.tidings.it.http;

import dev.tidings.fixture.DatabaseOfTheServer;
import dev.tidings.it.TidingsArchive;
import java.lang.reflect.Method;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.arquillian.test.spi.LifecycleMethodExecutor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptorBuilder;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One server with Tidings for all classes of tests that come from outside. Arquillian's own
 * extension would deploy for each class, and on Payara Micro start a server each time.
 */
public final class DeployedServer implements BeforeAllCallback {
  private static volatile URI url;

  static URI url() {
    return url;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Running running =
        context
            .getRoot()
            .getStore(Namespace.create(DeployedServer.class))
            .getOrComputeIfAbsent(Running.class);
    url = running.url;
  }

  /** What Arquillian deploys, and where it says the address. */
  @RunAsClient
  static final class Tidings {
    @ArquillianResource URI root;

    @Deployment
    static WebArchive archive() {
      return TidingsArchive.create();
    }

    void isDeployed() {}
  }

  /** JUnit closes it after the last class. */
  static final class Running implements AutoCloseable {
    private final TestRunnerAdaptor arquillian = TestRunnerAdaptorBuilder.build();
    private final URI url;

    Running() throws Exception {
      DatabaseOfTheServer.prepareEmbeddedIfNone();
      arquillian.beforeSuite();
      arquillian.beforeClass(Tidings.class, LifecycleMethodExecutor.NO_OP);
      Tidings tidings = new Tidings();
      Method method = Tidings.class.getDeclaredMethod("isDeployed");
      arquillian.before(tidings, method, LifecycleMethodExecutor.NO_OP);
      url = tidings.root;
    }

    @Override
    public void close() {
      try {
        arquillian.afterClass(Tidings.class, LifecycleMethodExecutor.NO_OP);
        arquillian.afterSuite();
      } catch (Exception failure) {
        throw new IllegalStateException("The server did not end in order", failure);
      } finally {
        arquillian.shutdown();
      }
    }
  }
}
