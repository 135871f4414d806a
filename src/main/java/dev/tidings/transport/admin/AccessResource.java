package dev.tidings.transport.admin;

import dev.tidings.api.AccessDecision;
import dev.tidings.api.Administration;
import dev.tidings.api.TopicAccess;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.JsonOutput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Whether an endpoint may use a topic, and what decides that. */
@ApplicationScoped
@Guarded(administratorsOnly = true)
@Path("/access")
@Produces(MediaType.APPLICATION_JSON)
public class AccessResource {
  @Inject private Administration administration;

  @GET
  public Response read(@Context UriInfo uriInfo) {
    QueryFields query = QueryFields.of(uriInfo);
    String endpoint = query.required("endpoint");
    String topic = query.required("topic");
    query.end();
    TopicAccess access = administration.access(endpoint, topic);
    return JsonResponses.object(200, json -> write(json, access)).build();
  }

  private static void write(JsonOutput json, TopicAccess access) {
    json.field("endpoint_name", access.endpointName())
        .field("topic_name", access.topicName())
        .name("publish")
        .object(fields -> write(fields, access.publish()))
        .name("receive")
        .object(fields -> write(fields, access.receive()));
    if (access.subscriptionId() != 0) {
      json.field("subscription_id", access.subscriptionId());
    }
  }

  private static void write(JsonOutput json, AccessDecision decision) {
    json.field("is_allowed", decision.isAllowed()).field("reason", decision.reason().wireName());
    if (decision.lineNumber() != 0) {
      json.field("pattern_matched", decision.line()).field("line_number", decision.lineNumber());
    }
    json.field("explanation", decision.reason().explanation());
  }
}
