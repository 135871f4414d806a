package dev.tidings.transport.http.proxy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Reads X-Forwarded-For, -Proto, -Host and -Port. Each proxy adds to the end of these lists, or
 * writes them anew, so they belong together counted from the right.
 */
final class XForwardedHeaders {
  static final String FOR = "X-Forwarded-For";
  static final String PROTO = "X-Forwarded-Proto";
  static final String HOST = "X-Forwarded-Host";
  static final String PORT = "X-Forwarded-Port";

  private XForwardedHeaders() {}

  /**
   * The same as {@link ForwardedHeader#parse} gives; empty when there is none of these headers.
   *
   * @param headers the lines of a header by its name
   */
  static List<ForwardedElement> parse(Function<String, List<String>> headers) {
    List<String> nodes = list(headers.apply(FOR));
    List<String> protos = list(headers.apply(PROTO));
    List<String> hosts = list(headers.apply(HOST));
    List<String> ports = list(headers.apply(PORT));
    boolean isAlone = nodes.isEmpty() && !(protos.isEmpty() && hosts.isEmpty() && ports.isEmpty());
    int size = isAlone ? 1 : nodes.size();
    List<ForwardedElement> elements = new ArrayList<>();
    for (int distance = size; distance > 0; distance--) {
      elements.add(
          new ForwardedElement(
              fromRight(nodes, distance),
              fromRight(protos, distance),
              fromRight(hosts, distance),
              fromRight(ports, distance)));
    }
    return elements;
  }

  private static List<String> list(List<String> lines) {
    return lines.stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private static String fromRight(List<String> values, int distance) {
    return distance > values.size() ? "" : values.get(values.size() - distance);
  }
}
