package dev.tidings.it.host;

import dev.tidings.it.http.DeployedServerTest;

/** The same for the classes of a host that are in the archive of Tidings. */
class HostOfTidingsTests extends DeployedServerTest implements HostTests {}
