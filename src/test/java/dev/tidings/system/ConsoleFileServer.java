package dev.tidings.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the files of the console, and nothing else, for pages that bring their own API. */
final class ConsoleFileServer implements AutoCloseable {
  static final Path LIBRARIES = Path.of("target/console-libraries");

  private static final Path FILES = Path.of("src/main/webapp/console");
  private static final String ROOT = "/console/";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  ConsoleFileServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext(ROOT, ConsoleFileServer::answer);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Path file = file(exchange.getRequestURI().getPath().substring(ROOT.length()));
      if (!Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      String name = file.toString();
      String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
      exchange.getResponseHeaders().set("Content-Type", type + ";charset=UTF-8");
      byte[] bytes = Files.readAllBytes(file);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static Path file(String path) {
    if (path.startsWith("lib/")) {
      return LIBRARIES.resolve(path.substring("lib/".length()));
    }
    return FILES.resolve(path.isEmpty() ? "index.html" : path);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
