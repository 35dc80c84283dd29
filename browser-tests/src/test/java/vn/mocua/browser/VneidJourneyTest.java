package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Registering with VNeID: out to another site, back by its redirect, and on, under the browser's own rules for forms that
 * lead elsewhere, for cookies that come back from there, and for what a page may send by itself.
 */
class VneidJourneyTest {

    private static final String AT = "/register/vneid/";

    private final Installation installation = Installation.shared();

    @Test
    void inVietnameseOnAPhone() {
        try (var window = Window.phone(installation)) {
            walks(window, Words.VI);
        }
    }

    @Test
    void inEnglishOnADesk() {
        try (var window = Window.desk(installation)) {
            walks(window, Words.EN);
        }
    }

    @Test
    void withoutScriptThereIsOneButtonMore() {
        try (var window = Window.wide(installation, 390, false)) {
            walks(window, Words.VI);
        }
    }

    private void walks(Window window, Words words) {
        var sandbox = installation.sandbox();
        var person = sandbox.someone();
        var walk = new Walk(installation, person, window.mayAlsoAsk(sandbox.url()), words);

        walk.choosesLanguage();
        window.open("/register").under(words.chooserTitle);
        walk.choose(words.citizen);
        walk.choose("VNeID");
        window.press(words.goOn);
        window.at(AT + "sign-in").look("vneid-sign-in");
        window.press(words == Words.VI ? "Đăng nhập bằng VNeID" : "Sign in with VNeID");

        var page = window.page();
        page.waitForURL(url -> url.startsWith(sandbox.url() + "/vneid/"));
        page.locator("#username").fill(Objects.requireNonNull(person.vneidUsername()));
        page.locator("#password").fill(Objects.requireNonNull(person.vneidPassword()));
        page.locator("main button.main").first().click();
        page.locator("button[value=share]").click();

        if (!window.hasScript()) {
            window.at(AT + "return").look("vneid-return");
            window.press(words.goOn);
        }
        window.at(AT + "confirm").look("vneid-confirm");
        assertThat(page.url()).doesNotContain("?");
        assertThat(window.text()).contains(person.fullName()).doesNotContain(person.nationalId());
        window.field(words.phone).fill(person.phone());
        walk.solvesCaptcha();
        window.main().getByRole(AriaRole.CHECKBOX).check();
        walk.sendsDetails();

        window.at(AT + "otp", words.otpTitle);
        walk.sendsCode(walk.code());
        window.at(AT + "password");
        walk.typesPasswords();
        window.press(words.registerButton);
        window.at(Walk.DONE, words.doneTitle).look("vneid-done");
        assertThat(window.text()).contains("IAL3", person.lastDigits()).doesNotContain(person.nationalId());
    }
}
