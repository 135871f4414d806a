package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Properties;

/** The console in a browser, as somebody sees and uses it who knows words and no selectors. */
final class ConsolePage {
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Where pictures go; a property has them go into the documentation. */
  private static final Path PICTURES =
      Path.of(System.getProperty("tidings.test.pictures", "target/console-pictures"));

  private final Chromium browser;
  private final String address;
  private boolean isChecked = true;

  ConsolePage(Chromium browser, String server) {
    this.browser = browser;
    this.address = server + "/console/";
    size(1280, 800, false);
  }

  /** Has nothing looked for that only another browser or another style would change. */
  ConsolePage withoutAccessibility() {
    isChecked = false;
    return this;
  }

  /** Goes to a screen and waits for a text on it. */
  void go(String place, String expected) {
    browser.call("Page.navigate", Json.createObjectBuilder().add("url", address + place).build());
    shows(expected);
  }

  void reload(String expected) {
    browser.call("Page.reload", Json.createObjectBuilder().build());
    shows(expected);
  }

  /** Waits until a text can be read. */
  void shows(String expected) {
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(text()).contains(expected));
  }

  void showsNoMore(String gone) {
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(text()).doesNotContain(gone));
  }

  String text() {
    return browser.evaluate("document.body.innerText");
  }

  /** Clicks the last button or link with that text: dialogs are behind the page in the document. */
  void click(String text) {
    String find =
        "[...document.querySelectorAll('button, a, summary')].filter(one => !one.disabled &&"
            + " one.checkVisibility() && (one.innerText.trim() === %1$s"
            + " || one.getAttribute('aria-label') === %1$s)).at(-1)";
    String found = find.formatted(quote(text));
    awaitElement(found);
    browser.evaluate(found + ".click()");
  }

  /** Types into the field with that label, in place of what was there. */
  void type(String label, String value) {
    String find =
        "[...document.querySelectorAll('input, textarea')].filter(one =>"
            + " one.labels?.[0]?.innerText.trim().startsWith(%s)).at(-1)";
    String found = find.formatted(quote(label));
    awaitElement(found);
    browser.evaluate("(field => { field.focus(); field.select(); })(" + found + ")");
    browser.call("Input.insertText", Json.createObjectBuilder().add("text", value).build());
  }

  private void awaitElement(String found) {
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(browser.evaluate("!!" + found)).as(found + text()).isEqualTo("true"));
  }

  /** Chooses in the list with that label. */
  void choose(String label, String value) {
    browser.evaluate(
        """
        (field => { field.value = %s; field.dispatchEvent(new Event('change', {bubbles: true})); })(
            [...document.querySelectorAll('select')].find(one => one.labels?.[0]?.innerText.trim() === %s))
        """
            .formatted(quote(value), quote(label)));
  }

  void press(String key) {
    for (String type : new String[] {"keyDown", "keyUp"}) {
      JsonObject event =
          Json.createObjectBuilder().add("type", type).add("key", key).add("text", key).build();
      browser.call("Input.dispatchKeyEvent", event);
    }
  }

  String evaluate(String expression) {
    return browser.evaluate(expression);
  }

  /** The value of an expression with the module as {@code m}. */
  String module(String name, String expression) {
    return browser.evaluateLater("import('./" + name + "').then(m => " + expression + ")");
  }

  void size(int width, int height, boolean isPhone) {
    browser.call(
        "Emulation.setDeviceMetricsOverride",
        Json.createObjectBuilder()
            .add("width", width)
            .add("height", height)
            .add("deviceScaleFactor", isPhone ? 2 : 1)
            .add("mobile", isPhone)
            .build());
  }

  void dark(boolean isDark) {
    browser.call(
        "Emulation.setEmulatedMedia",
        Json.createObjectBuilder()
            .add(
                "features",
                Json.createArrayBuilder()
                    .add(
                        Json.createObjectBuilder()
                            .add("name", "prefers-color-scheme")
                            .add("value", isDark ? "dark" : "light")))
            .build());
  }

  /** Takes a picture of what is to be seen. */
  void picture(String name) {
    JsonObject picture =
        browser.call(
            "Page.captureScreenshot", Json.createObjectBuilder().add("format", "png").build());
    try {
      Files.createDirectories(PICTURES);
      Files.write(
          PICTURES.resolve(name + ".png"), Base64.getDecoder().decode(picture.getString("data")));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** By the rules of WCAG 2.2 AA that a program can check, in light and dark. */
  void isAccessible(String screen) {
    if (!isChecked) {
      return;
    }
    for (boolean isDark : new boolean[] {false, true}) {
      dark(isDark);
      assertThat(violations()).as(screen + (isDark ? ", dark" : ", light")).isEmpty();
    }
    dark(false);
  }

  private String violations() {
    if (browser.evaluate("typeof axe").equals("undefined")) {
      browser.evaluate("void (() => {" + axe() + "})()");
    }
    return browser.evaluateLater(
        """
        axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
          .then(found => found.violations.map(one => one.id + ': ' + one.help + '\\n' +
              one.nodes.map(node => '  ' + node.html + ' ' + node.failureSummary).join('\\n')).join('\\n'))
        """);
  }

  /** The web jar has it in a folder with its version, which another file of it names. */
  private static String axe() {
    try {
      Properties about = new Properties();
      about.load(resource("/META-INF/maven/org.webjars.npm/axe-core/pom.properties"));
      String folder = "/META-INF/resources/webjars/axe-core/" + about.getProperty("version");
      return new String(resource(folder + "/axe.min.js").readAllBytes(), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static InputStream resource(String name) {
    return ConsolePage.class.getResourceAsStream(name);
  }

  private static String quote(String text) {
    return Json.createValue(text).toString();
  }
}
