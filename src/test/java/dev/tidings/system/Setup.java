package dev.tidings.system;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;

/** What an administrator does before others can work. */
public final class Setup {
  public static final String PASSWORD = "endpoint-of-the-tests";

  private final TidingsProcess server;

  public Setup(TidingsProcess server) {
    this.server = server;
  }

  public void topic(String name) {
    topic(name, true);
  }

  public void topic(String name, boolean hasGd) {
    server
        .admin()
        .post(
            "/api/v1/admin/topics",
            Json.createObjectBuilder().add("name", name).add("has_gd", hasGd).build())
        .expect(201);
  }

  /** Makes an endpoint that logs in with its own name. */
  public TidingsClient endpoint(String name, String role, String... patterns) {
    JsonArrayBuilder lines = Json.createArrayBuilder();
    for (String pattern : patterns) {
      lines.add(pattern);
    }
    server
        .admin()
        .post(
            "/api/v1/admin/endpoints",
            Json.createObjectBuilder()
                .add("name", name)
                .add("type", "rest")
                .add("role", role)
                .add("username", name)
                .add("password", PASSWORD)
                .add("patterns", lines)
                .build())
        .expect(201);
    return client(name);
  }

  /** An endpoint that is there already, maybe since a start before. */
  public TidingsClient client(String name) {
    return server.client(name, PASSWORD);
  }
}
