package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** From the first page to an account and out again, as the guide's section 1.1 tells it. */
class MobileSubscriberJourneyTest {

    private final Installation installation = Installation.shared();

    @Test
    void inVietnameseOnAPhoneWithTheCodeReadFromThePhonesScreen() {
        var person = installation.sandbox().someone();
        try (var window = Window.phone(installation);
                var screen = Phone.of(person, installation)) {
            walks(new Walk(installation, person, window, Words.VI), Words.VI, screen);
        }
    }

    @Test
    void inEnglishOnADesk() {
        try (var window = Window.desk(installation)) {
            var walk = new Walk(installation, installation.sandbox().someone(), window, Words.EN);
            walks(walk, Words.EN, walk::code);
        }
    }

    @Test
    void inVietnameseOnADesk() {
        try (var window = Window.desk(installation)) {
            var walk = new Walk(installation, installation.sandbox().someone(), window, Words.VI);
            walks(walk, Words.VI, walk::code);
        }
    }

    @Test
    void withoutScriptOnAPhone() {
        try (var window = Window.wide(installation, 390, false)) {
            var walk = new Walk(installation, installation.sandbox().someone(), window, Words.VI);
            walks(walk, Words.VI, walk::code);
        }
    }

    @Test
    void onTheNarrowestPhoneNothingScrollsSideways() {
        try (var window = Window.wide(installation, 320, true)) {
            var walk = new Walk(installation, installation.sandbox().someone(), window, Words.VI);
            walks(walk, Words.VI, walk::code);
        }
    }

    private static void walks(Walk walk, Words words, Supplier<String> code) {
        var window = walk.window();
        var person = walk.person();

        walk.choosesLanguage();
        window.look("home");
        window.follow(words.register);
        window.at("/register", words.chooserTitle).look("chooser");
        walk.choosesMobileSubscriber();
        window.look("details");
        walk.typesDetails();
        asksForAnotherCaptchaAndHearsIt(walk, words);
        walk.fillsInDetails();
        walk.sendsDetails();

        window.at(Walk.OTP, words.otpTitle).look("otp");
        assertThat(window.text()).contains(person.maskedPhone());
        walk.sendsCode(code.get());

        window.at(Walk.PASSWORD).look("password");
        walk.typesPasswords();
        window.press(words.registerButton);

        window.at(Walk.DONE, words.doneTitle).look("done");
        assertThat(window.text()).contains(words.level, person.lastDigits()).doesNotContain(person.nationalId());
        window.follow(words.signIn);

        // On a device that is to be remembered: a code the first time, none the second.
        window.at("/sign-in").look("sign-in");
        walk.sendsIdAndPassword();
        window.at("/sign-in/otp", words.otpTitle).look("sign-in-otp");
        window.main().getByRole(AriaRole.CHECKBOX).check();
        walk.sendsCode(walk.code());
        window.at("/account", words.hello + " " + person.fullName()).look("account");
        assertThat(window.text()).contains(words.level);

        signsOut(window, words);
        window.open("/account").at("/sign-in");
        walk.sendsIdAndPassword();
        window.at("/account", words.hello + " " + person.fullName());
        signsOut(window, words);
    }

    private static void signsOut(Window window, Words words) {
        window.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words.signOut))
                .first()
                .click();
        window.at("/");
    }

    private static void asksForAnotherCaptchaAndHearsIt(Walk walk, Words words) {
        var window = walk.window();
        var page = window.page();
        var first = walk.captchaToken();
        window.press(words.renew);
        page.waitForCondition(() -> !walk.captchaToken().equals(first));
        assertThat(window.field(words.fullName).inputValue())
                .isEqualTo(walk.person().fullName());
        if (window.hasScript()) {
            PlaywrightAssertions.assertThat(page.locator(".captcha [role=status]"))
                    .hasText(words.renewed);
            var sound = page.waitForResponse(
                    response -> response.url().contains("/captcha/")
                            && response.url().contains(".wav"),
                    () -> window.press(words.listen));
            assertThat(sound.status()).isIn(200, 206);
            assertThat(sound.headerValue("content-type")).startsWith("audio/");
        } else {
            var sound = page.request()
                    .get(page.evaluate("document.querySelector('audio').src").toString());
            assertThat(sound.status()).isEqualTo(200);
            assertThat(sound.headers().get("content-type")).startsWith("audio/");
        }
    }
}
