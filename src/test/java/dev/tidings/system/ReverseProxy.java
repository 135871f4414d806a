package dev.tidings.system;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A proxy with the configuration of {@code docs/deployment}, as it stands but for ports and the
 * directory of the certificate.
 */
final class ReverseProxy implements AutoCloseable {
  /** What Debian has around such a file, and nothing else. */
  enum Kind {
    NGINX("nginx", "nginx.conf", "nginx -e stderr -c") {
      @Override
      String around(Path directory, ReverseProxy proxy) {
        return """
        daemon off;
        user root;
        pid %1$s/nginx.pid;
        error_log stderr;
        events {}
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          include %1$s/%2$s;
        }
        """
            .formatted(directory, TIDINGS);
      }
    },
    HAPROXY("haproxy", "haproxy.cfg", "haproxy -f") {
      @Override
      String around(Path directory, ReverseProxy proxy) {
        return read(directory.resolve(TIDINGS));
      }
    },
    APACHE("apache2", "apache.conf", "apache2 -D FOREGROUND -f") {
      @Override
      String around(Path directory, ReverseProxy proxy) {
        StringBuilder modules = new StringBuilder();
        List.of("mpm_event", "authz_core", "alias", "ssl", "headers", "proxy", "proxy_http")
            .forEach(
                name ->
                    modules.append(
                        "LoadModule %1$s_module /usr/lib/apache2/modules/mod_%1$s.so%n"
                            .formatted(name)));
        return """
        %sServerRoot %s
        ServerName 127.0.0.1
        PidFile apache.pid
        ErrorLog /dev/stderr
        Listen 127.0.0.1:%d
        Listen 127.0.0.1:%d
        Include %s
        """
            .formatted(modules, directory, proxy.port, proxy.plainPort, TIDINGS);
      }
    };

    private final String program;
    private final String file;
    private final String command;

    Kind(String program, String file, String command) {
      this.program = program;
      this.file = file;
      this.command = command;
    }

    /** Everything that the program reads. */
    abstract String around(Path directory, ReverseProxy proxy);

    boolean isInstalled() {
      return List.of("/usr/sbin", "/usr/bin").stream()
          .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
  }

  private static final String TIDINGS = "tidings.conf";
  private static final Pattern LISTENER =
      Pattern.compile("(listen |bind |VirtualHost )[*]?:?(443|80)\\b");

  private final int port = Ports.free();
  private final int plainPort = Ports.free();
  private final Process process;

  private ReverseProxy(Kind kind, Path directory, Path certificates, int server)
      throws IOException {
    Files.createDirectories(directory);
    String configuration =
        read(Path.of("docs/deployment", kind.file))
            .replace("/etc/ssl/tidings", certificates.toString())
            .replace("127.0.0.1:8080", "127.0.0.1:" + server);
    Files.writeString(
        directory.resolve(TIDINGS),
        LISTENER
            .matcher(configuration)
            .replaceAll(
                found ->
                    found.group(1)
                        + "127.0.0.1:"
                        + (found.group(2).equals("443") ? port : plainPort)));
    Path main = directory.resolve("main.conf");
    Files.writeString(main, kind.around(directory, this));
    List<String> command = new ArrayList<>(List.of(kind.command.split(" ", -1)));
    command.add(main.toString());
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    await("the proxy listens: " + directory)
        .atMost(Duration.ofMinutes(1))
        .until(() -> isListening(port) && isListening(plainPort));
  }

  static ReverseProxy start(Kind kind, Path directory, Path certificates, int server) {
    try {
      return new ReverseProxy(kind, directory, certificates, server);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where it speaks TLS. */
  int port() {
    return port;
  }

  /** Where it does not. */
  int plainPort() {
    return plainPort;
  }

  private static boolean isListening(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(1, MINUTES).join();
  }
}
