package dev.tidings.it.http;

import dev.tidings.fixture.DatabaseOfTheServer;
import dev.tidings.it.TidingsArchive;
import dev.tidings.it.host.HostArchive;
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
  /** Has JUnit test Tidings inside a host application instead of on its own. */
  public static final String EMBEDDED = "dev.tidings.it.embedded";

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
            .getOrComputeIfAbsent(
                Running.class,
                key -> new Running(isEmbedded(context) ? new Host() : new Tidings()),
                Running.class);
    url = running.deployed.url();
  }

  private static boolean isEmbedded(ExtensionContext context) {
    return context.getConfigurationParameter(EMBEDDED, Boolean::valueOf).orElse(false);
  }

  /** What Arquillian deploys, and where it says the address. */
  interface Deployed {
    URI url();

    void isDeployed();
  }

  /** Tidings on its own. */
  @RunAsClient
  static final class Tidings implements Deployed {
    @ArquillianResource URI root;

    @Deployment
    static WebArchive archive() {
      return TidingsArchive.create();
    }

    @Override
    public URI url() {
      return root;
    }

    @Override
    public void isDeployed() {}
  }

  /** Tidings below a path of a host application. */
  @RunAsClient
  static final class Host implements Deployed {
    @ArquillianResource URI root;

    @Deployment
    static WebArchive archive() {
      return TidingsArchive.addTestsTo(HostArchive.withHttp("shop.war"));
    }

    @Override
    public URI url() {
      return root.resolve(HostArchive.HTTP_PATH + "/");
    }

    @Override
    public void isDeployed() {}
  }

  /** JUnit closes it after the last class. */
  static final class Running implements AutoCloseable {
    private final TestRunnerAdaptor arquillian = TestRunnerAdaptorBuilder.build();
    private final Deployed deployed;

    Running(Deployed deployed) {
      this.deployed = deployed;
      try {
        begin();
      } catch (Exception failure) {
        throw new IllegalStateException("The server has not begun", failure);
      }
    }

    private void begin() throws Exception {
      DatabaseOfTheServer.prepareEmbeddedIfNone();
      arquillian.beforeSuite();
      arquillian.beforeClass(deployed.getClass(), LifecycleMethodExecutor.NO_OP);
      Method method = deployed.getClass().getDeclaredMethod("isDeployed");
      arquillian.before(deployed, method, LifecycleMethodExecutor.NO_OP);
    }

    @Override
    public void close() {
      try {
        arquillian.afterClass(deployed.getClass(), LifecycleMethodExecutor.NO_OP);
        arquillian.afterSuite();
      } catch (Exception failure) {
        throw new IllegalStateException("The server did not end in order", failure);
      } finally {
        arquillian.shutdown();
      }
    }
  }
}
