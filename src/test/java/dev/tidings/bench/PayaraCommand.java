package dev.tidings.bench;

import java.nio.file.Path;
import java.util.List;

/** Starts Payara Micro as the released JAR starts itself. */
final class PayaraCommand {
  private static final Path PAYARA = Path.of("target", "payara-micro.jar").toAbsolutePath();
  private static final Path SETTINGS = Path.of("src", "main", "micro").toAbsolutePath();

  private PayaraCommand() {}

  /** What comes after the options of the virtual machine. */
  static List<String> of(Path war, int port) {
    return List.of(
        "-jar",
        PAYARA.toString(),
        "--deploy",
        war.toString(),
        "--nohazelcast",
        "--disablephonehome",
        "--prebootcommandfile",
        SETTINGS.resolve("pre-boot-commands.txt").toString(),
        "--logproperties",
        SETTINGS.resolve("logging.properties").toString(),
        "--systemproperties",
        SETTINGS.resolve("system.properties").toString(),
        "--port",
        Integer.toString(port));
  }
}
