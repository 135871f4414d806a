package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.tidings.fixture.Ports;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console, from the link of the first start on: its screens, what they do, and what happens
 * when the server is away.
 */
@Tag("slow")
class ConsoleIT {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("TIDINGS_DEMO_PASSWORD", TidingsProcess.DEMO_PASSWORD);

  @TempDir Path directory;

  @BeforeEach
  void need_a_browser() {
    HeadlessChromium.assumeInstalled();
  }

  @Test
  void somebody_who_administers_sees_and_mends_everything() {
    int port = Ports.free();
    try (TidingsProcess server =
            TidingsProcess.ready(TidingsProcess.launch(directory, ENVIRONMENT, port));
        HeadlessChromium browser = HeadlessChromium.start()) {
      String address = "http://127.0.0.1:" + port;
      ConsolePage page = new ConsolePage(browser.page(), address);
      ConsoleLogin login = new ConsoleLogin(server, page);
      ConsoleScreens screens = new ConsoleScreens(server, page);
      walk(server, login, screens, new ConsoleActions(server, page));
      screens.texts_and_rules_are_right();
      new ConsoleActions(server, page).keys_work();
      try (Page phone = browser.phone()) {
        screens.screens_fit_on_a_phone(new ConsolePage(phone, address));
      }
      new ConsolePictures(server, page).are_taken();
      screens.documentation_is_shown();
      new ConsoleForMonitors(page).sees_everything_and_nothing_to_press(server, login);
      login.session_ends_with_its_password();
      server.stop();
      page.shows("The server does not answer.");
      try (TidingsProcess second =
          TidingsProcess.ready(TidingsProcess.launch(directory, ENVIRONMENT, port))) {
        page.showsNoMore("The server does not answer.");
        page.shows("Log out");
        assertThat(second.isAlive()).isTrue();
      }
    }
  }

  @Test
  void what_people_type_delete_and_see_is_what_they_think() {
    int port = Ports.free();
    try (TidingsProcess server =
            TidingsProcess.ready(TidingsProcess.launch(directory, ENVIRONMENT, port));
        HeadlessChromium browser = HeadlessChromium.start()) {
      String address = "http://127.0.0.1:" + port;
      ConsolePage page = new ConsolePage(browser.page(), address);
      ConsoleLogin login = new ConsoleLogin(server, page);
      login.first_password_is_set_by_the_link();
      login.wrong_password_is_refused_and_the_right_one_logs_in();
      ConsoleData.make(server);
      new ConsoleDangers(server, page).nothing_is_destroyed_by_surprise();
      ConsoleFreshness freshness = new ConsoleFreshness(server, page);
      freshness.screens_say_what_they_do_not_know();
      ConsoleForms.what_is_typed_is_kept(server, page);
      try (Page phone = browser.phone()) {
        freshness.long_names_wrap(new ConsolePage(phone, address));
        ConsoleForms.more_places_of_a_phone_close_and_lists_are_sorted(
            new ConsolePage(phone, address));
      }
    }
  }

  /** What depends on the server, which answers /console itself; accessibility does not. */
  @Test
  void the_same_screens_and_actions_are_there_on_wildfly() {
    Path war = Path.of("target/tidings.war").toAbsolutePath();
    try (TidingsProcess server =
            TidingsProcess.ready(ApplicationServer.WILDFLY.launch(war, directory, ENVIRONMENT));
        HeadlessChromium browser = HeadlessChromium.start()) {
      ConsolePage page =
          new ConsolePage(browser.page(), "http://127.0.0.1:" + server.port(), "/admin/")
              .withoutAccessibility();
      ConsoleLogin login = new ConsoleLogin(server, page);
      walk(server, login, new ConsoleScreens(server, page), new ConsoleActions(server, page));
      page.go("#/nodes", "WildFly");
      login.session_ends_with_its_password();
    }
  }

  private static void walk(
      TidingsProcess server, ConsoleLogin login, ConsoleScreens screens, ConsoleActions actions) {
    login.first_password_is_set_by_the_link();
    login.wrong_password_is_refused_and_the_right_one_logs_in();
    ConsoleData.make(server);
    screens.all_screens_are_accessible_and_run_nothing();
    actions.topic_is_made_used_and_deleted();
    actions.dead_letters_are_put_back();
    actions.patterns_are_tried_out();
    actions.stale_version_is_said();
    actions.alert_is_acknowledged();
  }
}
