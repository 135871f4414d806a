package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How somebody gets into the console, and out of it. */
final class ConsoleLogin {
  private static final Pattern LINK =
      Pattern.compile("once and within 15 minutes: http://[^/]+(/\\w+/)(#/set-up/\\S+)");
  private static final String ADMIN = "/api/v1/admin/";

  private final TidingsProcess server;
  private final ConsolePage page;

  ConsoleLogin(TidingsProcess server, ConsolePage page) {
    this.server = server;
    this.page = page;
  }

  void first_password_is_set_by_the_link() {
    Matcher link = LINK.matcher(server.output());
    assertThat(link.find()).as(server.output()).isTrue();
    assertThat(link.group(1)).isEqualTo(page.path());
    page.go(link.group(2), "Welcome");
    page.isAccessible("set up");
    page.type("Password", TidingsProcess.ADMIN_PASSWORD);
    page.type("The same again", TidingsProcess.ADMIN_PASSWORD);
    page.click("Set the password");
    page.shows("Overview");
    server.admin().get(ADMIN + "topics").expect(200);
    page.click("Log out");
    page.shows("Log in");
    page.go(link.group(2), "Welcome");
    page.type("Password", "of-somebody-else");
    page.type("The same again", "of-somebody-else");
    page.click("Set the password");
    page.shows("The link was used already");
  }

  void wrong_password_is_refused_and_the_right_one_logs_in() {
    page.go("#/", "Log in");
    page.isAccessible("log in");
    page.type("Username", "admin");
    page.type("Password", "wrong");
    page.click("Log in");
    page.shows("The username or the password is missing or wrong");
    logIn("admin", TidingsProcess.ADMIN_PASSWORD);
    page.reload("Overview");
  }

  void logIn(String username, String password) {
    page.type("Username", username);
    page.type("Password", password);
    page.click("Log in");
    page.shows("Overview");
  }

  void session_ends_with_its_password() {
    page.go("#/endpoints", ConsoleData.CONSUMER);
    long id = ConsoleData.id(server, "endpoints", "\"admin\"");
    setPassword(id, "a-new-password", TidingsProcess.ADMIN_PASSWORD);
    page.shows("The session has ended.");
    page.type("Username", "admin");
    page.type("Password", "a-new-password");
    page.click("Log in");
    page.shows("Who publishes and receives");
    assertThat(page.evaluate("document.cookie")).isEmpty();
  }

  private void setPassword(long id, String password, String old) {
    JsonObject body = Json.createObjectBuilder().add("password", password).build();
    server
        .client("admin", old)
        .send(
            "PATCH",
            ADMIN + "endpoints/" + id,
            "application/json",
            body.toString().getBytes(UTF_8),
            "If-Match",
            "*")
        .expect(200);
  }
}
