package dev.tidings.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.tidings.fixture.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What WildFly's own console shows of Tidings after the commands of the page, with pictures. */
@Tag("slow")
class WildFlyConsoleIT extends ServerTools {
  /**
   * {@code -Dtidings.test.wildfly-pictures=docs/images/wildfly} puts them into the documentation.
   */
  private static final Path PICTURES =
      Path.of(System.getProperty("tidings.test.wildfly-pictures", "target/wildfly-pictures"));

  private static final String USER = "operator";
  private static final String PASSWORD = "Console-of-WildFly-1";

  private static final Page.GetByTextOptions EXACTLY = new Page.GetByTextOptions().setExact(true);

  private Page page;
  private String console;

  @BeforeEach
  void need_a_browser() {
    HeadlessChromium.assumeInstalled();
  }

  @Test
  void it_shows_the_deployment_its_figures_and_its_log_categories() throws Exception {
    int management = Ports.free();
    List<String> commands = new ArrayList<>(blocks("WildFly", "text"));
    commands.remove(commands.size() - 1);
    try (TidingsProcess server = startWildFly(management);
        HeadlessChromium browser = HeadlessChromium.start()) {
      addUser();
      cli(management, String.join("", commands) + "reload\n");
      awaitAnswer(server);
      page = browser.withCredentials(USER, PASSWORD);
      console = "http://127.0.0.1:" + management + "/console/index.html#";
      deployment_is_enabled();
      servlets_count_requests();
      session_beans_count_calls();
      data_source_has_a_pool();
      categories_have_levels();
    }
  }

  private static void addUser() throws Exception {
    run(
        "%s/bin/add-user.sh -s -u %s -p %s -sc %s"
            .formatted(WILDFLY, USER, PASSWORD, directory.resolve("wildfly/configuration")),
        environment());
  }

  private static void awaitAnswer(TidingsProcess server) {
    await("it serves again")
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> server.admin().get("/api/v1/admin/topics").status() == 200);
  }

  private void deployment_is_enabled() {
    open("deployments");
    choose("tidings.war");
    shows("is enabled and active");
    picture("deployment");
  }

  /** The one that has answered the administrator. */
  private void servlets_count_requests() {
    open("undertow-runtime-deployment;deployment=tidings.war");
    page.getByText("Servlet", EXACTLY).first().click();
    page.getByText("dev.tidings.transport.admin.AdminApplication").first().click();
    shows(Pattern.compile("Request Count\\s+[1-9]"));
    picture("servlet");
  }

  private void session_beans_count_calls() {
    open("ejb3-runtime;deployment=tidings.war;type=stateless;name=TidingsAdministrationBean");
    shows(Pattern.compile("Invocations\\s+[1-9]"));
    picture("session-bean");
  }

  private void data_source_has_a_pool() {
    open("runtime");
    // The only server, which has the name of the machine.
    page.locator("#hal-finder li").first().click();
    choose("Datasources");
    choose("TidingsDS");
    shows(Pattern.compile("Active\\s+[1-9]\\d* of \\d+ Connections"));
    picture("data-source");
  }

  private void categories_have_levels() {
    open("logging-configuration");
    page.getByText("Categories", EXACTLY).first().click();
    page.getByText("dev.tidings", EXACTLY).first().click();
    shows("Use Parent Handlers");
    picture("log-categories");
  }

  /** A place differs only in the part after #, which alone loads nothing. */
  private void open(String place) {
    page.navigate("about:blank");
    page.navigate(console + place);
  }

  /** Clicks an entry of a column. */
  private void choose(String name) {
    page.locator("#hal-finder li")
        .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + name)))
        .last()
        .click();
  }

  private void shows(String text) {
    assertThat(page.locator("body")).containsText(text, ConsolePage.AS_SEEN);
  }

  private void shows(Pattern text) {
    assertThat(page.locator("body")).containsText(text, ConsolePage.AS_SEEN);
  }

  private void picture(String name) {
    // Away from what shows a hint under it.
    page.mouse().move(0, 0);
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }
}
