package dev.tidings.transport.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.TextParameters;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.util.function.BiConsumer;

/** Lists in pages: which one a client wants, and where the next one begins. */
final class AdminPages {
  private static final String DEFAULT_LIMIT = "100";

  private AdminPages() {}

  static PageRequest request(UriInfo uriInfo) {
    return new PageRequest(
        TextParameters.whole("after", parameter(uriInfo, "after", "0"), 0, Long.MAX_VALUE),
        (int)
            TextParameters.whole(
                "limit", parameter(uriInfo, "limit", DEFAULT_LIMIT), 1, PageRequest.MAX_LIMIT),
        parameter(uriInfo, "name", ""));
  }

  static <T> Response answer(
      UriInfo uriInfo, String field, Page<T> page, BiConsumer<JsonOutput, T> writer) {
    Response.ResponseBuilder answer =
        JsonResponses.object(
            200,
            json -> {
              json.name(field).array(rows -> page.rows().forEach(row -> writer.accept(rows, row)));
              page.next().ifPresent(next -> json.field("next", Long.toString(next)));
            });
    page.next().ifPresent(next -> answer.header(HttpHeaders.LINK, link(uriInfo, next)));
    return answer.build();
  }

  /** The same query from another place on. */
  private static String link(UriInfo uriInfo, long next) {
    StringBuilder link =
        new StringBuilder("<%s?after=%d".formatted(uriInfo.getRequestUri().getRawPath(), next));
    link.append("&limit=").append(parameter(uriInfo, "limit", DEFAULT_LIMIT));
    uriInfo
        .getQueryParameters()
        .forEach(
            (name, values) -> {
              if (!name.equals("after") && !name.equals("limit") && !values.get(0).isEmpty()) {
                link.append('&').append(encoded(name)).append('=').append(encoded(values.get(0)));
              }
            });
    return link.append(">; rel=\"next\"").toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String parameter(UriInfo uriInfo, String name, String otherwise) {
    MultivaluedMap<String, String> parameters = uriInfo.getQueryParameters();
    String value = parameters.getFirst(name);
    return value == null ? otherwise : value;
  }
}
