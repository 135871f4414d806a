package dev.tidings.transport.admin;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.metrics.ActivityHistory;
import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.Resolution;
import dev.tidings.platform.metrics.Statistics;
import dev.tidings.platform.metrics.StatisticsReader;
import dev.tidings.platform.metrics.Subject;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.TextParameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What happens, and how the queues stand: rates, depths, ages, and their history. */
@ApplicationScoped
@Guarded(administratorsOnly = true)
@Path("/statistics")
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsResource {
  private static final String MOST = "" + RowRanks.MOST;
  private static final String ID = "/{id: [0-9]{1,18}}";

  private static final Map<String, Resolution> RESOLUTIONS =
      Arrays.stream(Resolution.values())
          .collect(Collectors.toUnmodifiableMap(Resolution::wireName, Function.identity()));

  @Inject private StatisticsReader statistics;
  @Inject private FigureReader figures;

  @GET
  public Response read(@QueryParam("limit") @DefaultValue(MOST) String limit) {
    int rows = (int) TextParameters.whole("limit", limit, 1, RowRanks.MOST);
    Statistics all = statistics.read();
    RowRanks ranks = RowRanks.of(all.figures());
    return JsonResponses.object(200, json -> StatisticsJson.write(json, all, ranks, figures, rows))
        .build();
  }

  @GET
  @Path("/history")
  public Response history(@QueryParam("resolution") @DefaultValue("1s") String resolution) {
    return history(Subject.WHOLE, resolution);
  }

  @GET
  @Path("/topics" + ID + "/history")
  public Response historyOfTopic(
      @PathParam("id") long id, @QueryParam("resolution") @DefaultValue("1s") String resolution) {
    return history(Subject.topic(id), resolution);
  }

  @GET
  @Path("/subscriptions" + ID + "/history")
  public Response historyOfSubscription(
      @PathParam("id") long id, @QueryParam("resolution") @DefaultValue("1s") String resolution) {
    return history(Subject.subscription(id), resolution);
  }

  private Response history(Subject subject, String resolution) {
    Resolution wanted = TextParameters.choice("resolution", resolution, RESOLUTIONS);
    ActivityHistory history =
        statistics
            .history(subject, wanted)
            .orElseThrow(
                () ->
                    new TidingsException(
                        ErrorType.NOT_FOUND,
                        "There is no history: nothing has happened there since this node started,"
                            + " or others were active before."));
    return JsonResponses.object(200, json -> StatisticsJson.write(json, history)).build();
  }
}
