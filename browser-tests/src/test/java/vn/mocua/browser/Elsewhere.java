package vn.mocua.browser;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pages of a provider, on its own site: signing in there, and agreeing that it tells the portal. */
record Elsewhere(Window window, URI sandbox, String provider) {

    /** For how long the portal sends people on what a provider last said of itself, and a little more. */
    static final double BELIEVED_MILLIS = 3_500;

    void signsIn(@Nullable String username, @Nullable String password) {
        var page = window.page();
        page.waitForURL(url -> url.startsWith(sandbox + "/" + provider + "/"));
        page.locator("#username").fill(Objects.requireNonNull(username));
        page.locator("#password").fill(Objects.requireNonNull(password));
        page.locator("main button.main").first().click();
        page.locator("button[value=share]").click();
    }

    /** Script presses on by itself; without it the person does, on a page that is looked at. */
    void comesBackTo(String path, String name, Words words) {
        if (!window.hasScript()) {
            window.at(path).look(name);
            window.press(words.goOn);
        }
    }
}
