package vn.mocua.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The system's Chromium, without a screen; the environment variable {@code CHROMIUM} names another one. */
final class Chromium {

    private static final Path PROGRAM = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));

    private static final List<String> OPTIONS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage");

    /** Ends with this JVM: the driver notices and takes its browsers with it. */
    private static final Playwright PLAYWRIGHT =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));

    private static final Browser BROWSER = PLAYWRIGHT
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    .setHeadless(true)
                    .setArgs(OPTIONS));

    private Chromium() {}

    /** A browser nobody has used, as far as a site can tell. */
    static BrowserContext fresh(Browser.NewContextOptions options) {
        return BROWSER.newContext(options);
    }

    /** A browser that keeps what a browser keeps on disk when it is closed. */
    static BrowserContext keptIn(Path folder, int width) {
        return PLAYWRIGHT
                .chromium()
                .launchPersistentContext(
                        folder,
                        new BrowserType.LaunchPersistentContextOptions()
                                .setExecutablePath(PROGRAM)
                                .setHeadless(true)
                                .setArgs(OPTIONS)
                                .setViewportSize(width, Window.HEIGHT));
    }
}
