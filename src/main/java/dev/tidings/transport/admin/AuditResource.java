package dev.tidings.transport.admin;

import dev.tidings.api.Administration;
import dev.tidings.api.AuditAction;
import dev.tidings.api.AuditEntry;
import dev.tidings.api.AuditFilter;
import dev.tidings.api.AuditKind;
import dev.tidings.api.PageRequest;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;

/** What administrators did, newest first. */
@ApplicationScoped
@Guarded(administratorsOnly = true)
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
  private static final Map<String, AuditAction> ACTIONS =
      TopicJson.words(AuditAction.values(), AuditAction::wireName);
  private static final Map<String, AuditKind> KINDS =
      TopicJson.words(AuditKind.values(), AuditKind::wireName);

  @Inject private Administration administration;

  @GET
  public Response list(@Context UriInfo uriInfo) {
    QueryFields query = QueryFields.of(uriInfo);
    PageRequest page = query.page();
    AuditFilter filter =
        new AuditFilter(
            page,
            query.text("actor"),
            query.choice("action", ACTIONS),
            query.choice("kind", KINDS),
            query.time("from").orElse(null),
            query.time("to").orElse(null));
    query.end();
    return AdminPages.answer(
        uriInfo, "entries", administration.audit(filter), AuditResource::write);
  }

  private static void write(JsonOutput json, AuditEntry entry) {
    json.object(
        fields ->
            fields
                .field("id", entry.id())
                .field("time", JsonTime.formatWithZone(entry.at()))
                .field("actor", entry.actor())
                .field("address", entry.address())
                .field("action", entry.action().wireName())
                .field("kind", entry.kind().wireName())
                .field("object_id", entry.objectId())
                .field("object_name", entry.objectName())
                .name("changes")
                .array(rows -> entry.changes().forEach(it -> rows.object(row -> write(row, it)))));
  }

  static void write(JsonOutput json, AuditEntry.Change change) {
    json.field("field", change.field())
        .field("before", change.before())
        .field("after", change.after());
  }
}
