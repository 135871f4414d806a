package dev.tidings.transport.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The headers of a request, each with all its values as they came. */
final class RequestHeaders {
  private final Map<String, List<String>> values = new TreeMap<>();

  private RequestHeaders() {}

  static RequestHeaders of(HttpServletRequest request) {
    RequestHeaders headers = new RequestHeaders();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.add(name, Collections.list(request.getHeaders(name)));
    }
    return headers;
  }

  static RequestHeaders of(Map<String, List<String>> values) {
    RequestHeaders headers = new RequestHeaders();
    values.forEach(headers::add);
    return headers;
  }

  private void add(String name, List<String> all) {
    values.put(name.toLowerCase(Locale.ROOT), List.copyOf(all));
  }

  /** Empty when there is no such header. */
  List<String> values(String name) {
    return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** In lower case. */
  Set<String> namesBeginningWith(String prefix) {
    Set<String> names = new TreeSet<>(values.keySet());
    names.removeIf(name -> !name.startsWith(prefix));
    return names;
  }
}
