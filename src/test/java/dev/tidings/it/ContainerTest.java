package dev.tidings.it;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs inside the server. Each class costs a deployment, and on Payara Micro the start
 * of a server, so let there be few.
 */
@ExtendWith(ArquillianExtension.class)
abstract class ContainerTest {

  @Deployment
  static WebArchive tidings() {
    return TidingsArchive.create();
  }
}
