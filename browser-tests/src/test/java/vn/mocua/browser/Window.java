package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody's browser window on the portal. It notes what no page may do: complain in the console, break its own content
 * security policy, open a dialog, load from another host; closing it fails the test for any of these.
 */
final class Window implements AutoCloseable {

    static final int HEIGHT = 844;
    private static final double PATIENCE = 30_000;
    private static final Path SCREENS = Programs.TARGET.resolve("screens");

    /** What a browser itself says of a page that says no, or of a form with words beside its fields, which is no fault. */
    private static final Pattern STATUS_OF_PAGE = Pattern.compile(
            "Failed to load resource: the server responded with a status of (403|404|409|422|429|503) .*");

    /** Advice to developers, not faults. */
    private static final Set<String> QUIET = Set.of("log", "info", "debug", "verbose");

    /** Pages looked at already, in this width, language and kind of browser. */
    private static final Set<String> LOOKED_AT = new HashSet<>();

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    }

    private final URI portal;
    private final BrowserContext context;
    private final int width;
    private final boolean script;
    private final List<String> troubles = new ArrayList<>();
    private final Set<URI> others = new HashSet<>();
    private final Set<String> missing = new HashSet<>();
    /** Left open: the end of any of a tab's sessions takes its virtual authenticator away. */
    private final Map<Page, CDPSession> devTools = new HashMap<>();

    private Page page;

    static Window phone(Installation installation) {
        return wide(installation, 390, true);
    }

    static Window desk(Installation installation) {
        return wide(installation, 1280, true);
    }

    static Window wide(Installation installation, int width, boolean script) {
        var context = Chromium.fresh(
                new Browser.NewContextOptions().setViewportSize(width, HEIGHT).setJavaScriptEnabled(script));
        return new Window(installation.url(), context, width, script);
    }

    /** A computer whose browser says that it runs on some system. */
    static Window on(Installation installation, String system) {
        var context = Chromium.fresh(new Browser.NewContextOptions()
                .setViewportSize(1280, HEIGHT)
                .setUserAgent("Mozilla/5.0 (" + system + ") AppleWebKit/537.36 (KHTML, like Gecko)"
                        + " Chrome/146.0.0.0 Safari/537.36"));
        return new Window(installation.url(), context, 1280, true);
    }

    /** A telephone that says that it is one. */
    static Window handset(Installation installation) {
        var context = Chromium.fresh(new Browser.NewContextOptions()
                .setViewportSize(390, HEIGHT)
                .setIsMobile(true)
                .setHasTouch(true)
                .setUserAgent("Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko)"
                        + " Chrome/146.0.0.0 Mobile Safari/537.36"));
        return new Window(installation.url(), context, 390, true);
    }

    /** On the sandbox's own pages. */
    static Window ofSandbox(Installation installation, int width) {
        var context = Chromium.fresh(new Browser.NewContextOptions().setViewportSize(width, HEIGHT));
        return new Window(installation.sandbox().url(), context, width, true);
    }

    /** A browser that is closed and opened again keeps what it has in its folder. */
    static Window keptIn(Path folder, Installation installation) {
        return new Window(installation.url(), Chromium.keptIn(folder, 390), 390, true);
    }

    /** To this browser the portal is a site of the wide world. */
    static Window askingFor(Installation installation, String answered, Path folder, int width) {
        var context = Chromium.askingFor(installation.url(), answered, folder, width);
        return new Window(installation.url(), context, width, true);
    }

    /** A browser with an extension that is not from its store. */
    static Window with(Path extension, Installation installation, Path folder) {
        return new Window(installation.url(), Chromium.with(extension, folder, 1280), 1280, true);
    }

    private Window(URI portal, BrowserContext context, int width, boolean script) {
        this.portal = portal;
        this.context = context;
        this.width = width;
        this.script = script;
        context.setDefaultTimeout(PATIENCE);
        context.onRequest(this::sees);
        context.onConsoleMessage(this::hears);
        context.onWebError(error -> troubles.add("script failed: " + error.error()));
        context.onDialog(dialog -> {
            troubles.add("a dialog opened: " + dialog.message());
            dialog.dismiss();
        });
        page = context.pages().isEmpty() ? context.newPage() : context.pages().getFirst();
    }

    private void sees(Request request) {
        var url = request.url();
        if (!url.startsWith(portal + "/")
                && others.stream().noneMatch(other -> url.startsWith(other + "/"))
                && !url.startsWith("data:")
                && !url.startsWith("blob:")) {
            troubles.add("asked another host: " + url);
        }
    }

    private void hears(ConsoleMessage message) {
        var quiet = QUIET.contains(message.type());
        var ofPage = STATUS_OF_PAGE.matcher(message.text()).matches()
                && !message.location().matches(".*/(assets|captcha)/.*[.][a-z0-9]+.*");
        if (!quiet && !ofPage && missing.stream().noneMatch(message.location()::startsWith)) {
            troubles.add("console " + message.type() + ": " + message.text() + " (" + message.location() + ")");
        }
    }

    /** A journey that leads there and back may. */
    Window mayAlsoAsk(URI other) {
        others.add(other);
        return this;
    }

    /** Where nobody may answer, of which a browser complains though the page is at ease. */
    Window mayMiss(URI other) {
        missing.add(other + "/");
        return mayAlsoAsk(other);
    }

    Page page() {
        return page;
    }

    boolean hasScript() {
        return script;
    }

    /** Another tab of the same browser, now in front. */
    Page newTab() {
        page = context.newPage();
        return page;
    }

    void goTo(Page tab) {
        page = tab;
    }

    Window open(String path) {
        page.navigate(portal + path);
        return this;
    }

    String path() {
        return URI.create(page.url()).getPath();
    }

    /** Waits until the window shows this address. */
    Window at(String path) {
        try {
            page.waitForURL(url -> URI.create(url).getPath().equals(path));
        } catch (TimeoutError late) {
            throw new AssertionError("not at " + path + " but at " + page.url() + ": " + text(), late);
        }
        return this;
    }

    Window at(String path, String heading) {
        at(path);
        return under(heading);
    }

    /** Waits until the page has this heading. */
    Window under(String heading) {
        PlaywrightAssertions.assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(heading);
        return this;
    }

    String heading() {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))
                .textContent()
                .strip();
    }

    /** The middle of the page. */
    Locator main() {
        return page.locator("main");
    }

    String text() {
        return main().innerText();
    }

    Locator field(String label) {
        return main().getByLabel(label);
    }

    Locator button(String words) {
        return main().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(words).setExact(true));
    }

    Locator link(String words) {
        return main().getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(words).setExact(true));
    }

    void press(String words) {
        button(words).click();
    }

    void follow(String words) {
        link(words).click();
    }

    /** The page says, above the form, that something is to be mended. */
    Locator errors() {
        return main().locator(".errors");
    }

    List<Cookie> cookies() {
        return context.cookies();
    }

    void addCookies(List<Cookie> cookies) {
        context.addCookies(cookies);
    }

    /**
     * Looks at the page as a designer and as axe do: no fault of accessibility in light and dark, one heading that the
     * title repeats, nothing wider than the window. Keeps a picture of it.
     */
    Window look(String name) {
        var language = page.locator("html").getAttribute("lang");
        var key = name + "-" + width + (language.equals("vi") ? "" : "-" + language) + (script ? "" : "-no-script");
        assertThat(language).as("language of " + name).isIn("vi", "en");
        assertThat(main().locator("h1").count()).as("headings of " + name).isEqualTo(1);
        assertThat(page.title())
                .as("title of " + name)
                .matches(errors().count() > 0 ? "(Lỗi:|Error:) .+ – .+" : ".+ [–·] .+");
        assertThat(widthOfContent()).as("width of what is on " + name).isLessThanOrEqualTo(width);
        if (LOOKED_AT.add(key)) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(SCREENS.resolve(key + ".png"))
                    .setFullPage(true));
            // Axe is a script; pages without are the same but for a few elements.
            if (script) {
                assertAccessible(key, new AxeBuilder(page));
                // In the dark nothing is different but the colours.
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
                assertAccessible(key + " in the dark", new AxeBuilder(page).withRules(List.of("color-contrast")));
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            }
        }
        return this;
    }

    private int widthOfContent() {
        return devTools.computeIfAbsent(page, context::newCDPSession)
                .send("Page.getLayoutMetrics")
                .getAsJsonObject("cssContentSize")
                .get("width")
                .getAsInt();
    }

    private static void assertAccessible(String name, AxeBuilder axe) {
        var found = axe.setLegacyMode(true).analyze().getViolations().stream()
                .map(violation -> violation.getId() + ": " + violation.getHelp() + " "
                        + violation.getNodes().stream()
                                .map(node -> node.getHtml() + " "
                                        + node.getAny().stream()
                                                .map(check -> check.getMessage())
                                                .collect(Collectors.joining("; ")))
                                .toList())
                .toList();
        assertThat(found).as("axe about " + name).isEmpty();
    }

    List<String> troubles() {
        return List.copyOf(troubles);
    }

    @Override
    public void close() {
        context.close();
        assertThat(troubles).as("what pages did that they may not").isEmpty();
    }
}
