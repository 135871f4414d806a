package dev.tidings.transport.admin;

import dev.tidings.transport.json.JsonOutput;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.BiConsumer;

/** Answers about one object, with its version. */
final class AdminResponses {
  private AdminResponses() {}

  static <T> Response read(T details, long version, BiConsumer<JsonOutput, T> writer) {
    return build(200, details, version, writer).build();
  }

  static <T> Response created(
      UriInfo uriInfo, long id, T details, long version, BiConsumer<JsonOutput, T> writer) {
    return build(201, details, version, writer)
        .location(uriInfo.getAbsolutePathBuilder().path(Long.toString(id)).build())
        .build();
  }

  private static <T> Response.ResponseBuilder build(
      int status, T details, long version, BiConsumer<JsonOutput, T> writer) {
    return Response.status(status)
        .type("application/json")
        .entity(JsonOutput.bytes(json -> writer.accept(json, details)))
        .header(HttpHeaders.ETAG, VersionTag.of(version));
  }
}
