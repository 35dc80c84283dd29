package vn.mocua.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /**
     * A browser to which a site of this computer is one of the wide world, so that it asks before the site may reach this
     * computer; answered as the person is said to have answered: {@code granted}, {@code denied} or {@code prompt}.
     */
    static BrowserContext askingFor(URI site, String answered, Path folder, int width) {
        var options = new ArrayList<>(OPTIONS);
        options.add("--ip-address-space-overrides=127.0.0.1:" + site.getPort() + "=public");
        var context = PLAYWRIGHT
                .chromium()
                .launchPersistentContext(
                        folder,
                        new BrowserType.LaunchPersistentContextOptions()
                                .setExecutablePath(PROGRAM)
                                .setHeadless(true)
                                .setArgs(options)
                                .setViewportSize(width, Window.HEIGHT));
        var permission = new JsonObject();
        permission.addProperty("name", "loopback-network");
        var asked = new JsonObject();
        asked.add("permission", permission);
        asked.addProperty("setting", answered);
        asked.addProperty("origin", site.toString());
        context.newCDPSession(context.pages().getFirst()).send("Browser.setPermission", asked);
        return context;
    }

    /** A browser in whose folder native hosts are registered, with an extension that is not from its store. */
    static BrowserContext with(Path extension, Path folder, int width) {
        var options = new ArrayList<>(OPTIONS);
        options.add("--headless=new");
        options.add("--disable-extensions-except=" + extension);
        options.add("--load-extension=" + extension);
        return PLAYWRIGHT
                .chromium()
                .launchPersistentContext(
                        folder,
                        new BrowserType.LaunchPersistentContextOptions()
                                .setExecutablePath(PROGRAM)
                                .setHeadless(true)
                                .setIgnoreDefaultArgs(List.of("--disable-extensions", "--headless"))
                                .setArgs(options)
                                .setViewportSize(width, Window.HEIGHT));
    }

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
