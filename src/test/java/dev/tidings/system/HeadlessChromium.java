package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Chromium of the machine without a window, which Playwright drives with the Node.js of the
 * machine. It is used on the thread that started it, and what pages report arrives while that
 * thread waits for them.
 */
final class HeadlessChromium implements AutoCloseable {
  static final int WIDTH = 1280;
  static final int HEIGHT = 800;

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path NODE = Path.of("/usr/bin/node");

  /** The oldest major version on which Playwright runs. */
  private static final int OLDEST_NODE = 20;

  private static final double LIMIT_MS = 120_000;

  /** Playwright adds those against a sandbox, updates, synchronization and other calls home. */
  private static final List<String> OPTIONS = List.of("--disable-gpu", "--disable-quic");

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PLAYWRIGHT_NODEJS_PATH", NODE.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");

  private final Playwright playwright;
  private final Browser browser;
  private final Page page;

  private HeadlessChromium(Playwright playwright, List<String> options) {
    this.playwright = playwright;
    this.browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(options)
                    .setTimeout(LIMIT_MS));
    this.page = open(new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT));
    PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT_MS);
  }

  /** Leaves a test out on a machine that lacks one of the two. */
  static void assumeInstalled() {
    assumeThat(CHROMIUM).isExecutable();
    assumeThat(nodeVersion()).as("major version of %s", NODE).isGreaterThanOrEqualTo(OLDEST_NODE);
  }

  /** The major version, 0 if there is none. */
  private static int nodeVersion() {
    if (!Files.isExecutable(NODE)) {
      return 0;
    }
    try {
      Process node = new ProcessBuilder(NODE.toString(), "--version").start();
      String version = new String(node.getInputStream().readAllBytes(), UTF_8);
      assertThat(version).matches("v\\d+\\..*\\s*");
      return Integer.parseInt(version.substring(1, version.indexOf('.')));
    } catch (IOException failure) {
      return 0;
    }
  }

  static HeadlessChromium start(String... moreOptions) {
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(List.of(moreOptions));
    Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(ENVIRONMENT));
    try {
      return new HeadlessChromium(playwright, options);
    } catch (PlaywrightException failure) {
      playwright.close();
      throw failure;
    }
  }

  /** Its first page. */
  Page page() {
    return page;
  }

  /** Another page, as on a phone, with the logins of the first. */
  Page phone() {
    BrowserContext first = page.context();
    return open(
        new Browser.NewContextOptions()
            .setStorageState(first.storageState())
            .setViewportSize(390, 844)
            .setDeviceScaleFactor(2)
            .setIsMobile(true)
            .setHasTouch(true));
  }

  /** Another page, with credentials for the servers that ask for them. */
  Page withCredentials(String username, String password) {
    return open(
        new Browser.NewContextOptions()
            .setViewportSize(WIDTH, HEIGHT)
            .setHttpCredentials(username, password));
  }

  private Page open(Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout(LIMIT_MS);
    return context.newPage();
  }

  @Override
  public void close() {
    playwright.close();
  }
}
