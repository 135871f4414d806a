package dev.tidings.transport.admin;

import dev.tidings.api.Administration;
import dev.tidings.api.NodeDetails;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The nodes of the cluster. */
@ApplicationScoped
@Guarded(administratorsOnly = true)
@Path("/nodes")
@Produces(MediaType.APPLICATION_JSON)
public class NodesResource {
  @Inject private Administration administration;

  @GET
  public Response list() {
    return JsonResponses.object(
            200,
            json ->
                json.name("nodes")
                    .array(rows -> administration.nodes().forEach(node -> write(rows, node))))
        .build();
  }

  private static void write(JsonOutput json, NodeDetails node) {
    json.object(
        fields -> {
          fields
              .field("id", node.id())
              .field("name", node.name())
              .field("version", node.version())
              .field("server", node.server())
              .field("started_at", JsonTime.formatWithZone(node.startedAt()))
              .field("last_seen", JsonTime.formatWithZone(node.lastSeen()))
              .field("is_this", node.isThis())
              .field("state", node.state().wireName())
              .field("connections", node.connections())
              .field("receives_waiting", node.receivesWaiting());
          fields.name("publish_rate").verbatim(StatisticsJson.decimal(node.publishRate()));
          fields.name("delivery_rate").verbatim(StatisticsJson.decimal(node.deliveryRate()));
          fields.name("acknowledge_rate").verbatim(StatisticsJson.decimal(node.acknowledgeRate()));
        });
  }
}
