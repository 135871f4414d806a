package dev.tidings.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ViewportSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** The console in a browser, as somebody sees and uses it who knows words and no selectors. */
final class ConsolePage {
  /** Where pictures go; a property has them go into the documentation. */
  private static final Path PICTURES =
      Path.of(System.getProperty("tidings.test.pictures", "target/console-pictures"));

  static final LocatorAssertions.ContainsTextOptions AS_SEEN =
      new LocatorAssertions.ContainsTextOptions().setUseInnerText(true);

  private static final int PICTURE_HEIGHT = 1_000;
  private static final int PHONE_WIDTH = 390;
  private static final int PHONE_HEIGHT = 844;

  private final Page page;
  private final String path;
  private final String address;
  private boolean isChecked = true;

  ConsolePage(Page page, String server) {
    this(page, server, "/console/");
  }

  /** At one of the two paths that the console has. */
  ConsolePage(Page page, String server, String path) {
    this.page = page;
    this.path = path;
    this.address = server + path;
  }

  String path() {
    return path;
  }

  /** Has nothing looked for that only another browser or another style would change. */
  ConsolePage withoutAccessibility() {
    isChecked = false;
    return this;
  }

  /** Goes to a screen and waits for a text on it. */
  void go(String place, String expected) {
    page.navigate(address + place);
    shows(expected);
  }

  void reload(String expected) {
    page.reload();
    shows(expected);
  }

  /** Waits until a text can be read. */
  void shows(String expected) {
    assertThat(page.locator("body")).containsText(expected, AS_SEEN);
  }

  void showsNoMore(String gone) {
    assertThat(page.locator("body")).not().containsText(gone, AS_SEEN);
  }

  /** Clicks the last button or link with that name: dialogs are behind the page in the document. */
  void click(String name) {
    Locator button =
        page.getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions().setName(name).setExact(true).setDisabled(false));
    Locator link =
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    button.or(link).last().click();
  }

  /** Types into the field whose label begins like that, in place of what was there. */
  void type(String label, String value) {
    page.getByLabel(Pattern.compile("^\\s*" + label))
        .and(page.locator("input, textarea"))
        .last()
        .fill(value);
  }

  void press(String key) {
    page.keyboard().press(key);
  }

  /** Presses the mouse on one element and releases it on another, whatever is over them. */
  void drag(String from, String to) {
    moveTo(from);
    page.mouse().down();
    moveTo(to);
    page.mouse().up();
  }

  private void moveTo(String selector) {
    BoundingBox box = page.locator(selector).first().boundingBox();
    page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** The value of an expression, or of what it promises, as text. */
  String evaluate(String expression) {
    return (String) page.evaluate("(async () => String(await (" + expression + ")))()");
  }

  /** The value of an expression with the module as {@code m}. */
  String module(String name, String expression) {
    return evaluate(
        "import(new URL('" + name + "', document.baseURI)).then(m => " + expression + ")");
  }

  void waitUntil(BooleanSupplier condition) {
    page.waitForCondition(condition);
  }

  void dark(boolean isDark) {
    ColorScheme scheme = isDark ? ColorScheme.DARK : ColorScheme.LIGHT;
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
  }

  /** Takes pictures of the part with that text: light, dark, and as wide as a phone. */
  void pictures(String name, String text) {
    evaluate("document.querySelectorAll('.toast button').forEach(button => button.click())");
    ViewportSize size = page.viewportSize();
    page.setViewportSize(size.width, PICTURE_HEIGHT);
    picture(name + "-light", text);
    dark(true);
    picture(name + "-dark", text);
    dark(false);
    page.setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
    picture(name + "-phone", text);
    page.setViewportSize(size.width, size.height);
  }

  private void picture(String name, String text) {
    page.getByText(text).first().evaluate("element => element.scrollIntoView({block: 'center'})");
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
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
    if (evaluate("typeof axe").equals("undefined")) {
      page.evaluate("void (() => {" + axe() + "})()");
    }
    return evaluate(
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
}
