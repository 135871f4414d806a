package dev.tidings.bench;

import dev.tidings.fixture.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts a WildFly, as it was unpacked, whose own directory stays as it is. */
final class WildFlyCommand {
  /** What its start script gives the virtual machine; the rest of that is up to operators. */
  private static final List<String> OF_ITS_SCRIPT =
      List.of(
          "-Djava.net.preferIPv4Stack=true",
          "-Djava.awt.headless=true",
          "-Djboss.modules.system.pkgs=org.jboss.byteman",
          "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
          "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
          "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
          "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
          "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.security=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.management/javax.management=ALL-UNNAMED",
          "--add-opens=java.naming/javax.naming=ALL-UNNAMED");

  private WildFlyCommand() {}

  /**
   * What comes after the options of the virtual machine.
   *
   * @param home of the WildFly
   * @param directory gets what it needs beside its home, and what it writes
   */
  static List<String> of(Path home, Path directory, Path war, int port) {
    if (!Files.exists(home.resolve("jboss-modules.jar"))) {
      throw new BenchmarkFailure(
          home + " is not the directory of a WildFly; name one by --wildfly");
    }
    Path base = directory.resolve("wildfly");
    prepare(home, base, war);
    List<String> command = new ArrayList<>(OF_ITS_SCRIPT);
    command.addAll(
        List.of(
            "-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"),
            "-Dlogging.configuration=" + base.resolve("configuration/logging.properties").toUri(),
            "-jar",
            home.resolve("jboss-modules.jar").toString(),
            "-mp",
            home.resolve("modules").toString(),
            "org.jboss.as.standalone",
            "-Djboss.home.dir=" + home,
            "-Djboss.server.base.dir=" + base,
            "-Djboss.http.port=" + port,
            "-Djboss.https.port=0",
            "-Djboss.management.http.port=" + Ports.free()));
    return command;
  }

  /** WildFly deploys what it finds when it starts. */
  private static void prepare(Path home, Path base, Path war) {
    try {
      for (String name : List.of("configuration", "deployments", "log")) {
        Files.createDirectories(base.resolve(name));
      }
      for (Path file : files(home.resolve("standalone/configuration"))) {
        Files.copy(file, base.resolve("configuration").resolve(file.getFileName()));
      }
      Files.copy(war, base.resolve("deployments").resolve(war.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
