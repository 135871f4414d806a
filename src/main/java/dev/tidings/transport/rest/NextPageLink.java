package dev.tidings.transport.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.util.Optional;

/** Tells clients where the next page of a list is. */
final class NextPageLink {
  private NextPageLink() {}

  /**
   * Adds its address as the client wrote that of this page, without the host: only the client knows
   * under which.
   *
   * @param next where it begins; empty when there is none
   * @param query what else the client asked for, ready for an address
   */
  static void link(
      Response.ResponseBuilder answer, UriInfo uriInfo, Optional<String> next, String query) {
    next.map(after -> URLEncoder.encode(after, UTF_8))
        .map(
            after ->
                "<%s?after=%s&%s>; rel=\"next\""
                    .formatted(uriInfo.getRequestUri().getRawPath(), after, query))
        .ifPresent(link -> answer.header(HttpHeaders.LINK, link));
  }
}
