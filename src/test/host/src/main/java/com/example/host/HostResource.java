package com.example.host;

import dev.tidings.api.Message;
import dev.tidings.api.PubSub;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/** Tells what the host sees. */
@RequestScoped
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class HostResource {
  @Inject private Clock clock;
  @Inject private Executor executor;
  @Inject private DataSource dataSource;
  @Inject private Notes notes;
  @Inject private StartUp startUp;
  @Inject private PubSub pubSub;

  @GET
  @Path("clock")
  public List<String> clock() {
    List<String> seen = new ArrayList<>();
    executor.execute(() -> seen.add(clock.instant().toString()));
    return seen;
  }

  @POST
  @Path("notes")
  public List<String> add(String text) {
    try {
      notes.add(text);
      return List.of("stored");
    } catch (EJBException rolledBack) {
      return List.of("rolled back");
    }
  }

  /** How many notes there are, and the data of the messages about them. */
  @GET
  @Path("notes")
  public List<String> notes() {
    List<String> all = new ArrayList<>();
    all.add(Long.toString(notes.count()));
    for (Message message : pubSub.getMessages(StartUp.TOPIC, startUp.key())) {
      all.add(message.data().asString());
    }
    return all;
  }

  /** All tables that are not the database's own, with their schemas. */
  @GET
  @Path("tables")
  public List<String> tables() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select lower(table_schema || '.' || table_name) from information_schema.tables"
                    + " where lower(table_schema) <> 'information_schema'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
