package dev.tidings.micro;

import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * The main class of {@code tidings-micro.jar}: starts Payara Micro, and once more in a process of
 * its own if one of Payara's services did not start. Payara Micro by itself ends with exit code 0
 * then, which a supervisor takes for success.
 *
 * <p>About one start in a hundred of Payara Micro 6.2025.10 fails although nothing is wrong ({@code
 * Startup service failed to start}). A port that another process is about to release is met in the
 * same way. Failures of Tidings itself end the process before they get here.
 */
public final class Launcher {
  /** Set for the second attempt, which is the last one. It is no setting of Tidings. */
  private static final String LAST_ATTEMPT = "dev.tidings.micro.last-attempt";

  private Launcher() {}

  /**
   * Takes the arguments of Payara Micro.
   *
   * @param arguments options such as {@code --port 8081}
   */
  public static void main(String[] arguments) throws Exception {
    boolean isLast = Boolean.getBoolean(LAST_ATTEMPT);
    if (isLast) {
      endWithTheParent();
    }
    try {
      PayaraMicroLauncher.main(arguments);
    } catch (Exception failure) {
      if (isLast) {
        end("Payara Micro did not start.", failure);
      } else {
        System.err.println(
            "Payara Micro did not start: " + reason(failure) + ". Trying once more.");
        System.exit(exitCodeOf(start(arguments)));
      }
    }
  }

  private static Process start(String[] arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-D" + LAST_ATTEMPT + "=true");
    command.add("-jar");
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).inheritIO().start();
  }

  /** Passes a signal that ends this process on to the second one. */
  private static int exitCodeOf(Process process) throws InterruptedException {
    Thread passOn =
        new Thread(
            () -> {
              process.destroy();
              process.onExit().join();
            });
    Runtime.getRuntime().addShutdownHook(passOn);
    return process.waitFor();
  }

  /** A parent that was killed cannot pass a signal on. */
  private static void endWithTheParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(1)));
  }

  private static void end(String message, Exception failure) {
    System.err.println(message + " " + reason(failure));
    System.exit(1);
  }

  /** What the innermost exception says. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
