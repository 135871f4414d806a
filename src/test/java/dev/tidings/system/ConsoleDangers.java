package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** What could be destroyed without being meant, and how the console keeps that from happening. */
final class ConsoleDangers {
  private static final String ADMIN = "/api/v1/admin/";
  private static final String TOPIC = "/danger/orders";
  private static final String OTHER = "/danger/kept";
  private static final String CONSUMER = "danger-consumer";

  private final TidingsProcess server;
  private final ConsolePage page;

  ConsoleDangers(TidingsProcess server, ConsolePage page) {
    this.server = server;
    this.page = page;
  }

  /** All of them, in their order; nothing of theirs is left. */
  void nothing_is_destroyed_by_surprise() {
    make();
    dead_letters_that_die_after_the_question_stay();
    reason_means_the_same_in_list_and_number();
    deletion_counts_dead_letters();
    number_that_is_not_known_is_not_none();
    second_tap_on_redeliver_starts_no_second_job();
    import_applies_only_what_was_shown();
    change_of_patterns_says_which_subscriptions_end();
    clear();
  }

  void make() {
    Setup setup = new Setup(server);
    setup.topic(OTHER);
    server
        .admin()
        .post(
            ADMIN + "topics",
            Json.createObjectBuilder().add("name", TOPIC).add("max_deliveries", 1).build())
        .expect(201);
    TidingsClient consumer = setup.endpoint(CONSUMER, "pub-sub", "pub=/danger/*", "sub=/danger/*");
    consumer.post("/api/v1/topics" + TOPIC + "/subscription").expect(201);
    consumer.post("/api/v1/topics" + OTHER + "/subscription").expect(201);
  }

  void dead_letters_that_die_after_the_question_stay() {
    die("first", 2);
    page.go(deadLetters(), "All 2 of this queue");
    page.click("Delete");
    page.shows("What dies from now on stays.");
    die("later", 1);
    page.click("Delete");
    page.shows("Deleted 2 dead letters.");
    page.shows("All 1 of this queue");
  }

  void reason_means_the_same_in_list_and_number() {
    die("much later", 2);
    page.go(deadLetters() + "&reason=later", "Choose these 3");
    page.click("Delete");
    page.shows(
        "3 dead letters of " + CONSUMER + " will be deleted for good: all that have “later”");
    page.isAccessible("a question about dead letters");
    page.press("Escape");
    page.go(deadLetters() + "&reason=nobody", "None of this page has this in its reason.");
  }

  void deletion_counts_dead_letters() {
    page.go("#/topics/" + id("topics", TOPIC), "Pause");
    page.click("Delete");
    page.shows("3 dead letters");
    page.press("Escape");
  }

  void number_that_is_not_known_is_not_none() {
    page.go("#/queues/" + id("subscriptions", TOPIC), "Unsubscribe");
    page.evaluate(
        "window.fetchAll = fetch, window.fetch = (url, request) => String(url).endsWith('/queue')"
            + " ? Promise.reject(new TypeError()) : fetchAll(url, request)");
    page.click("Unsubscribe");
    page.shows("an unknown number of dead letters");
    page.shows("Type " + TOPIC + " to confirm");
    page.press("Escape");
    page.reload("Unsubscribe");
  }

  void second_tap_on_redeliver_starts_no_second_job() {
    long before = redeliveries();
    page.go(deadLetters(), "All 3 of this queue");
    page.evaluate(
        "(button => { button.click(); button.click(); })([...document.querySelectorAll('main button')]"
            + ".find(one => one.textContent === 'Redeliver'))");
    page.shows("Put 3 messages back into the queue.");
    assertThat(redeliveries()).isEqualTo(before + 1);
  }

  void import_applies_only_what_was_shown() {
    page.go("#/definitions", "Import");
    page.type("Document", "{\"topics\": [{\"name\": \"" + OTHER + "\", \"max_depth\": 5}]}");
    page.click("Show what it would change");
    page.shows("What it would change");
    server
        .admin()
        .send(
            "PATCH",
            ADMIN + "topics/" + id("topics", OTHER),
            "application/json",
            "{\"max_depth\":9}".getBytes(UTF_8),
            "If-Match",
            "*")
        .expect(200);
    page.click("Apply");
    page.shows("Nothing is applied yet.");
    assertThat(server.admin().get(ADMIN + "topics?name=" + OTHER).body())
        .contains("\"max_depth\":9");
    page.click("Apply");
    page.shows("Applied 1 change.");
  }

  void change_of_patterns_says_which_subscriptions_end() {
    page.go("#/endpoints/" + id("endpoints", CONSUMER), TOPIC);
    page.click("Edit");
    page.type("Patterns", "sub=" + OTHER);
    page.click("Save");
    page.shows("1 subscription with their queues");
    page.shows("3 messages that nobody has taken yet");
    page.isAccessible("a question about subscriptions");
    page.click("Save");
    page.shows("Changed " + CONSUMER + ".");
    page.showsNoMore(TOPIC);
    page.shows(OTHER);
  }

  void clear() {
    server.admin().delete(ADMIN + "endpoints/" + id("endpoints", CONSUMER)).expect(204);
    server.admin().delete(ADMIN + "topics/" + id("topics", TOPIC)).expect(204);
    server.admin().delete(ADMIN + "topics/" + id("topics", OTHER)).expect(204);
  }

  private String deadLetters() {
    return "#/queues/" + id("subscriptions", TOPIC) + "?state=dead";
  }

  private long redeliveries() {
    return server
        .admin()
        .get(ADMIN + "jobs?limit=1000")
        .object()
        .getJsonArray("jobs")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(job -> job.getString("kind").equals("redeliver-dead-letters"))
        .count();
  }

  private void die(String reason, int number) {
    TidingsClient consumer = server.client(CONSUMER, Setup.PASSWORD);
    for (int at = 0; at < number; at++) {
      ConsoleData.publish(consumer, TOPIC, "text/plain", reason);
    }
    ConsoleData.reject(consumer, TOPIC, reason, number);
  }

  private long id(String what, String text) {
    return ConsoleData.id(server, what, text);
  }
}
