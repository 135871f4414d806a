package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody has typed is not lost, is sent as it was typed, and never by somebody else; and the
 * keyboard stays where it was. Each begins and ends with {@code admin} logged in.
 */
final class ConsoleForms {
  private static final String ADMIN = "/api/v1/admin/";
  private static final String USERNAME = "admin";
  private static final String SECOND = "second-admin";

  /** The name of the field that has the keyboard, or else what kind of element it is. */
  private static final String FOCUS =
      "(({name, className, tagName}) => name || className || tagName)(document.activeElement)";

  private ConsoleForms() {}

  static void what_is_typed_is_kept(TidingsProcess server, ConsolePage page) {
    a_login_in_another_window_changes_nothing_for_the_same_user(server, page);
    somebody_else_in_another_window_is_said_and_does_nothing_by_accident(server, page);
    what_was_typed_is_there_after_a_session_has_ended(server, page);
    somebody_else_who_logs_in_sees_nothing_of_the_one_before(server, page);
    logging_out_in_vain_is_said(page);
    a_dialog_stays_when_the_mouse_is_released_beside_it_or_something_was_typed(page);
    a_refused_form_keeps_the_keyboard(server, page);
    the_keyboard_goes_to_the_next_message_when_one_is_deleted(server, page);
    json_is_sent_with_the_digits_that_were_typed(server, page);
    a_published_message_is_found_by_its_id(server, page);
    keys_can_be_turned_off(page);
  }

  private static void a_login_in_another_window_changes_nothing_for_the_same_user(
      TidingsProcess server, ConsolePage page) {
    openForm(server, page, "/forms/same");
    page.type("Data", "typed before");
    logInElsewhere(page, USERNAME, TidingsProcess.ADMIN_PASSWORD);
    page.click("Publish");
    page.shows("Published zpsm");
    assertThat(page.evaluate("document.querySelectorAll('.error').length")).isEqualTo("0");
  }

  private static void somebody_else_in_another_window_is_said_and_does_nothing_by_accident(
      TidingsProcess server, ConsolePage page) {
    new Setup(server).endpoint(SECOND, "admin");
    page.go("#/topics", "New topic");
    page.click("New topic");
    page.type("Name", "/forms/not-mine");
    logInElsewhere(page, SECOND, Setup.PASSWORD);
    page.click("Make the topic");
    page.shows("Somebody else has logged in");
    page.isAccessible("another login");
    page.click("Go on as " + SECOND);
    page.shows("Logged in as " + SECOND);
    page.showsNoMore("New topic");
    assertThat(server.admin().get(ADMIN + "topics?name=/forms/not-mine").body())
        .isEqualTo("{\"topics\":[]}");
    logInElsewhere(page, USERNAME, TidingsProcess.ADMIN_PASSWORD);
    page.reload("Logged in as " + USERNAME);
  }

  private static void what_was_typed_is_there_after_a_session_has_ended(
      TidingsProcess server, ConsolePage page) {
    openForm(server, page, "/forms/ended");
    page.type("Data", "typed before");
    endSession(page);
    page.shows("The session has ended.");
    assertThat(page.evaluate(FOCUS)).isEqualTo("username");
    page.isAccessible("log in again");
    logIn(page, USERNAME, TidingsProcess.ADMIN_PASSWORD);
    page.showsNoMore("The session has ended.");
    assertThat(page.evaluate("document.querySelector('[name=data]').value"))
        .isEqualTo("typed before");
    page.click("Publish");
    page.shows("Published zpsm");
  }

  private static void somebody_else_who_logs_in_sees_nothing_of_the_one_before(
      TidingsProcess server, ConsolePage page) {
    new Setup(server).endpoint("after-admin", "admin");
    openForm(server, page, "/forms/others");
    page.type("Data", "not for others");
    endSession(page);
    page.shows("The session has ended.");
    logIn(page, "after-admin", Setup.PASSWORD);
    page.shows("Logged in as after-admin");
    page.shows("Overview");
    assertThat(page.evaluate("document.querySelectorAll('textarea').length")).isEqualTo("0");
    logInElsewhere(page, USERNAME, TidingsProcess.ADMIN_PASSWORD);
    page.reload("Logged in as " + USERNAME);
  }

  private static void logging_out_in_vain_is_said(ConsolePage page) {
    page.go("#/topics", "New topic");
    page.evaluate("window.fetch = () => Promise.reject(new TypeError('no network'))");
    page.click("Log out");
    page.shows("The server did not log you out. Try again.");
    page.reload("Log out");
  }

  private static void a_dialog_stays_when_the_mouse_is_released_beside_it_or_something_was_typed(
      ConsolePage page) {
    page.go("#/topics", "New topic");
    page.click("New topic");
    page.drag("dialog h2", ".brand");
    page.shows("Limits and defaults");
    page.type("Name", "/forms/typed");
    page.drag(".brand", ".brand");
    page.shows("Limits and defaults");
    page.press("Escape");
    page.showsNoMore("Limits and defaults");
    page.click("New topic");
    page.drag(".brand", ".brand");
    page.showsNoMore("Limits and defaults");
  }

  private static void a_refused_form_keeps_the_keyboard(TidingsProcess server, ConsolePage page) {
    new Setup(server).topic("/forms/taken");
    page.go("#/topics", "New topic");
    page.click("New topic");
    page.type("Name", "/forms/taken");
    focus(page, "dialog [type=submit]");
    page.press("Enter");
    page.shows("There is a topic /forms/taken already");
    assertThat(page.evaluate(FOCUS)).isEqualTo("primary");
    page.type("Name", "/forms//taken");
    focus(page, "dialog [type=submit]");
    page.press("Enter");
    page.showsNoMore("There is a topic /forms/taken already");
    page.waitUntil(() -> page.evaluate(FOCUS).equals("name"));
    page.press("Escape");
  }

  private static void the_keyboard_goes_to_the_next_message_when_one_is_deleted(
      TidingsProcess server, ConsolePage page) {
    long topic = openForm(server, page, "/forms/deleted");
    for (String text : new String[] {"first", "second"}) {
      page.type("Data", text);
      page.click("Publish");
      page.waitUntil(() -> messages(server, topic).contains("\"" + text + "\""));
    }
    page.go("#/queues/" + queue(server, topic), "second");
    for (String focused : new String[] {"message-button", "DIV"}) {
      focus(page, ".message-button");
      page.press("Enter");
      page.shows("Message id");
      focus(page, ".message-inside .danger-quiet");
      page.press("Enter");
      page.shows("Delete from this queue?");
      focus(page, "dialog [type=submit]");
      page.press("Enter");
      page.waitUntil(() -> page.evaluate(FOCUS).equals(focused));
    }
    page.shows("Nothing waits in this queue.");
  }

  private static void json_is_sent_with_the_digits_that_were_typed(
      TidingsProcess server, ConsolePage page) {
    long topic = openForm(server, page, "/forms/digits");
    page.type("Data", "{\"exact\": 12345678901234567890.10, \"one\": 1.0}");
    page.evaluate(
        "(() => { const form = document.querySelector('[name=form]'); form.value = 'json';"
            + " form.dispatchEvent(new Event('change')); })()");
    page.type("Delivered after", "0 s");
    page.click("Settings");
    page.shows("Lease of a delivery");
    page.click("Publish");
    page.shows("Correlation id");
    page.click("Publish");
    page.shows("Published zpsm");
    assertThat(messages(server, topic)).contains("12345678901234567890.10", "1.0");
  }

  private static void a_published_message_is_found_by_its_id(
      TidingsProcess server, ConsolePage page) {
    openForm(server, page, "/forms/found");
    page.type("Data", "find me");
    page.type("Delivered after", "1 h");
    page.click("Publish");
    page.shows("Published zpsm");
    String id = page.evaluate("document.querySelector('.toast:last-child a').textContent");
    page.click(id);
    page.shows("It has a deliver_after that is not over");
    page.go("#/queues", "Find the message");
    page.type("Message id", id);
    page.press("Enter");
    page.shows("It has a deliver_after that is not over");
  }

  private static void keys_can_be_turned_off(ConsolePage page) {
    page.go("#/topics", "New topic");
    page.module("core/keys.js", "m.turnShortcuts(false)");
    page.reload("New topic");
    page.press("?");
    page.press("/");
    assertThat(page.evaluate(FOCUS + " + document.querySelectorAll('dialog').length"))
        .isEqualTo("BODY0");
    page.click("Help");
    page.shows("Use these shortcuts");
    focus(page, "[name=shortcuts]");
    page.press("Space");
    page.click("Close");
    page.showsNoMore("Search on this screen");
    page.press("?");
    page.shows("Search on this screen");
    page.press("Escape");
  }

  static void more_places_of_a_phone_close_and_lists_are_sorted(ConsolePage phone) {
    phone.go("#/topics", "New topic");
    phone.click("Topic");
    phone.waitUntil(() -> phone.evaluate("location.hash").equals("#/topics?sort=name"));
    phone.click("More");
    phone.shows("Definitions");
    phone.isAccessible("more places on a phone");
    phone.press("Escape");
    phone.showsNoMore("Definitions");
    assertThat(phone.evaluate(FOCUS)).isEqualTo("more");
    phone.click("More");
    phone.shows("Definitions");
    phone.drag("h1", "h1");
    phone.showsNoMore("Definitions");
  }

  /** A topic with one queue, and the form that publishes to it. */
  private static long openForm(TidingsProcess server, ConsolePage page, String name) {
    Setup setup = new Setup(server);
    setup.topic(name);
    String consumer = name.substring(1).replace('/', '-');
    setup
        .endpoint(consumer, "sub-only", "sub=/forms/**")
        .post("/api/v1/topics" + name + "/subscription")
        .expect(201);
    long topic = ConsoleData.id(server, "topics", "\"" + name + "\"");
    page.go("#/topics/" + topic + "?show=publish", "Correlation id");
    // What has been published before is not to be taken for what will be.
    page.reload("Correlation id");
    return topic;
  }

  private static long queue(TidingsProcess server, long topic) {
    return server
        .admin()
        .get(ADMIN + "subscriptions?topic_id=" + topic)
        .object()
        .getJsonArray("subscriptions")
        .getJsonObject(0)
        .getInt("id");
  }

  private static String messages(TidingsProcess server, long topic) {
    return server
        .admin()
        .get(ADMIN + "subscriptions/" + queue(server, topic) + "/messages")
        .expect(200)
        .body();
  }

  /** As another window does: the cookie of all windows is that of the new login. */
  private static void logInElsewhere(ConsolePage page, String username, String password) {
    String status =
        page.evaluate(
            """
            fetch('../api/v1/admin/session',
              {method: 'POST', headers: {Authorization: 'Basic ' + btoa('%s:%s')}})
              .then(({status}) => status)
            """
                .formatted(username, password));
    assertThat(status).isEqualTo("201");
  }

  private static void endSession(ConsolePage page) {
    String status =
        page.evaluate(
            """
            fetch('../api/v1/admin/session').then(response => response.json())
              .then(({csrf_token}) => fetch('../api/v1/admin/session',
                {method: 'DELETE', headers: {'Tidings-Csrf': csrf_token}}))
              .then(({status}) => status)
            """);
    assertThat(status).isEqualTo("204");
  }

  private static void logIn(ConsolePage page, String username, String password) {
    page.type("Username", username);
    page.type("Password", password);
    page.click("Log in");
  }

  private static void focus(ConsolePage page, String selector) {
    page.evaluate("document.querySelector('" + selector + "').focus()");
  }
}
