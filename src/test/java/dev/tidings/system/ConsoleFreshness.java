package dev.tidings.system;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/**
 * What is on the screen is as it is now, or says that it is not; and long lists, searches and names
 * mean what they seem to.
 */
final class ConsoleFreshness {
  private static final String VANISHING = "/console/vanishing";
  private static final String LONG_NAME = "/" + "longsegment".repeat(16);
  private static final int PHONE_WIDTH = 390;

  /** Has requests that begin like that answered with an error, until it is taken away. */
  private static final String BREAK =
      """
      (() => {
        const real = globalThis.fetch;
        globalThis.mend = () => { globalThis.fetch = real; };
        globalThis.fetch = (url, ...others) => String(url).includes('%s')
          ? Promise.resolve(new Response('{"title": "It failed.", "detail": "By a test."}', {status: 500}))
          : real(url, ...others);
      })()
      """;

  private final TidingsProcess server;
  private final ConsolePage page;

  ConsoleFreshness(TidingsProcess server, ConsolePage page) {
    this.server = server;
    this.page = page;
  }

  void screens_say_what_they_do_not_know() {
    what_somebody_else_deletes_is_said_to_be_gone();
    what_cannot_be_loaded_again_says_since_when();
    a_search_without_a_match_says_that_it_was_the_search();
    a_filter_that_is_being_typed_stays_on_its_screen();
    a_job_of_all_topics_needs_a_typed_word();
  }

  private void what_somebody_else_deletes_is_said_to_be_gone() {
    addTopic(VANISHING);
    long id = ConsoleData.id(server, "topics", VANISHING);
    page.go("#/topics/" + id, "Pause");
    server.admin().delete("/api/v1/admin/topics/" + id).expect(204);
    page.shows("It is not there any more.");
    page.showsNoMore("Pause");
    page.isAccessible("what is gone");
    page.reload("Nothing here");
    page.click("Topics");
    page.shows("New topic");
  }

  private void what_cannot_be_loaded_again_says_since_when() {
    page.go("#/topics", ConsoleData.TOPIC);
    breakRequests("/admin/topics");
    page.shows("Not up to date since");
    page.shows("By a test.");
    page.isAccessible("what is not up to date");
    page.evaluate("mend()");
    page.showsNoMore("Not up to date since");
  }

  private void a_search_without_a_match_says_that_it_was_the_search() {
    page.go("#/queues?name=nothing-like-this", "No queue has");
    page.go("#/connections?name=nothing-like-this", "No connected endpoint has");
    page.go("#/settings?name=nothing-like-this", "No setting has");
    page.go("#/access?topic=/a&name=nothing-like-this", "No endpoint has");
    page.isAccessible("a search without a match");
  }

  private void a_filter_that_is_being_typed_stays_on_its_screen() {
    page.go("#/topics", ConsoleData.TOPIC);
    page.evaluate(
        """
        (() => {
          const field = document.querySelector('[type=search]');
          field.value = 'nothing-like-this';
          field.dispatchEvent(new Event('input', {bubbles: true}));
          location.hash = '#/queues';
          return new Promise((resolve) => setTimeout(resolve, 500));
        })()
        """);
    page.shows(ConsoleData.CONSUMER);
    page.waitUntil(() -> page.evaluate("location.hash").equals("#/queues"));
  }

  private void a_job_of_all_topics_needs_a_typed_word() {
    page.go("#/jobs?new=1", "No topic is named");
    page.isAccessible("a job of all topics");
    page.waitUntil(() -> isStartDisabled("true"));
    page.type("Type all to confirm", "all");
    page.waitUntil(() -> isStartDisabled("false"));
    page.click("Cancel");
  }

  private boolean isStartDisabled(String expected) {
    return page.evaluate("document.querySelector('dialog [type=submit]').disabled")
        .equals(expected);
  }

  /** At least on a page as wide as a phone. */
  void long_names_wrap(ConsolePage phone) {
    addTopic(LONG_NAME);
    long id = ConsoleData.id(server, "topics", LONG_NAME);
    phone.go("#/topics", LONG_NAME);
    fits(phone);
    phone.go("#/topics/" + id, LONG_NAME);
    fits(phone);
    phone.go("#/audit", LONG_NAME);
    fits(phone);
    server.admin().delete("/api/v1/admin/topics/" + id).expect(204);
  }

  private static void fits(ConsolePage phone) {
    phone.waitUntil(
        () ->
            Integer.parseInt(phone.evaluate("document.documentElement.scrollWidth"))
                <= PHONE_WIDTH);
  }

  private void addTopic(String name) {
    JsonObject topic = Json.createObjectBuilder().add("name", name).build();
    server.admin().post("/api/v1/admin/topics", topic).expect(201);
  }

  private void breakRequests(String part) {
    page.evaluate(BREAK.formatted(part));
  }
}
