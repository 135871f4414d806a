package dev.tidings.transport.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.Administration;
import dev.tidings.api.DefinitionChange;
import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.CallerContext;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.JsonOutput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;

/** All topics, endpoints and subscriptions as one document. */
@ApplicationScoped
@Guarded(administratorsOnly = true)
@Path("/definitions")
@Consumes(MediaType.WILDCARD)
@Produces({MediaType.APPLICATION_JSON, DefinitionsResource.YAML})
public class DefinitionsResource {
  static final String YAML = "application/yaml";

  @Inject private Administration administration;

  @GET
  public Response read(
      @Context UriInfo uriInfo, @Context HttpHeaders headers, @Context SecurityContext security) {
    QueryFields query = QueryFields.of(uriInfo);
    boolean withHashes = query.truth("password_hashes");
    query.end();
    if (withHashes && !CallerContext.caller(security).role().mayAdminister()) {
      throw new TidingsException(
          ErrorType.ACCESS_DENIED,
          "Only endpoints with the role admin may read the hashes of passwords. Ask without password_hashes.");
    }
    Map<String, List<Map<String, Object>>> kinds =
        DefinitionsTree.of(administration.definitions(withHashes));
    return wantsYaml(headers)
        ? Response.ok(DefinitionsWriter.yaml(kinds), YAML).build()
        : Response.ok(DefinitionsWriter.json(kinds), MediaType.APPLICATION_JSON).build();
  }

  /** Whether the first of the types that the client likes best is YAML. */
  private static boolean wantsYaml(HttpHeaders headers) {
    return headers.getAcceptableMediaTypes().get(0).isCompatible(MediaType.valueOf(YAML))
        && !headers.getAcceptableMediaTypes().get(0).isWildcardSubtype();
  }

  @PUT
  @Produces(MediaType.APPLICATION_JSON)
  public Response apply(
      @Context UriInfo uriInfo, @Context HttpServletRequest request, InputStream body) {
    QueryFields query = QueryFields.of(uriInfo);
    boolean isDryRun = query.truth("dry_run");
    boolean prune = query.truth("prune");
    query.end();
    String document = text(JsonBody.readJsonOrYaml(request, body));
    List<DefinitionChange> changes =
        isDryRun
            ? administration.checkDefinitions(document, prune)
            : administration.applyDefinitions(document, prune);
    return JsonResponses.object(
            200,
            json ->
                json.field("is_dry_run", isDryRun)
                    .name("changes")
                    .array(rows -> changes.forEach(it -> write(rows, it))))
        .build();
  }

  private static String text(byte[] utf8) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException malformed) {
      throw TidingsException.invalid("body", "must be UTF-8");
    }
  }

  private static void write(JsonOutput json, DefinitionChange change) {
    json.object(
        fields ->
            fields
                .field("action", change.action().wireName())
                .field("kind", change.kind().wireName())
                .field("name", change.name())
                .name("changes")
                .array(
                    rows ->
                        change
                            .changes()
                            .forEach(it -> rows.object(row -> AuditResource.write(row, it)))));
  }
}
