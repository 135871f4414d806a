package dev.tidings.it.http;

import dev.tidings.fixture.DatabaseOfTheServer;
import java.net.URI;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A group of tests from outside of the one server that all such groups share. Each group can be run
 * alone; the server starts with the first and ends after the last.
 */
@ExtendWith(DeployedServer.class)
public abstract class DeployedServerTest implements HttpTests {

  @Override
  public final URI baseUrl() {
    return DeployedServer.url();
  }

  @Override
  public final String adminPassword() {
    return DatabaseOfTheServer.PASSWORD;
  }
}
