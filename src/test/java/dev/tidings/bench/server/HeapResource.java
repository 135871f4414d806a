package dev.tidings.bench.server;

import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.Guarded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.concurrent.TimeUnit;

/** What the server's heap holds once what nobody needs has gone. */
@ApplicationScoped
@Guarded
@Path("/heap")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class HeapResource {
  /** What the first finds to be of no use any more may hold other things until the next. */
  private static final int COLLECTIONS = 3;

  private static final long MILLIS_BETWEEN = 500;

  @POST
  public Response collect() {
    for (int i = 0; i < COLLECTIONS; i++) {
      collectOnce();
    }
    // Of what was found after the last collection: new garbage is there a moment later.
    long used =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getCollectionUsage().getUsed())
            .sum();
    return JsonResponses.object(200, json -> json.field("used", used)).build();
  }

  private static void collectOnce() {
    System.gc();
    try {
      TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
