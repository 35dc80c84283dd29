package vn.mocua.browser;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page that is left open signs its owner out: it does not keep the session open by asking whether it is over. */
class SessionEndTest {

    private static final String PAGE = "/account/consents";

    private static Installation installation;

    @BeforeAll
    static void install() {
        installation = Installation.of("sessions", 1, Map.of("spring.session.timeout", "20s"));
    }

    @AfterAll
    static void remove() {
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    void withScriptItAsksAndWhoeverAnswersStaysAndWhoeverDoesNotIsSignedOut() {
        try (var window = Window.handset(installation)) {
            signsIn(window, Words.VI);
            var dialog = window.page().locator("#stay");
            // It is asked two minutes before the end, which here is at once.
            PlaywrightAssertions.assertThat(dialog).isVisible();
            window.page().keyboard().press("Escape");
            PlaywrightAssertions.assertThat(dialog).containsText("Đang đăng xuất…");
            window.at("/sign-in/ended", "Đăng nhập");
            window.open(PAGE).at("/sign-in");
        }
    }

    @Test
    void withoutScriptItGoesToTheEndByItself() {
        try (var window = Window.wide(installation, 1280, false)) {
            signsIn(window, Words.EN);
            window.at("/sign-in/ended", "Sign in");
            window.open(PAGE).at("/sign-in");
        }
    }

    private static void signsIn(Window window, Words words) {
        var person = installation.sandbox().someone();
        new Registrant(installation, person).registers();
        new Walk(installation, person, window, words).choosesLanguage().signsIn();
        window.open(PAGE);
    }
}
