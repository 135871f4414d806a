package dev.tidings.it;

import dev.tidings.api.Administration;
import java.util.concurrent.ExecutorService;

/** The server that the suite runs against, and the way there. */
interface ContractServer {

  Administration administration();

  /** Acts as an endpoint whose username is its name and whose password is the stage's. */
  ContractClient client(String endpointName);

  /** As whom {@link #administration} acts, in the audit log. */
  String administratorName();

  boolean canLogIn(String username, String password);

  /** Whose threads may use the clients. */
  ExecutorService executor();
}
