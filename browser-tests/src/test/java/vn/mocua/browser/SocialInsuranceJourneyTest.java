package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registering with the number of the social insurance, also while its register does not answer. */
class SocialInsuranceJourneyTest {

    private static final String AT = "/register/social-insurance/";

    private final Installation installation = Installation.shared();

    @AfterEach
    void mendTheWorld() {
        installation.sandbox().mend("insurance");
    }

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
    void withoutScript() {
        try (var window = Window.wide(installation, 390, false)) {
            walks(window, Words.VI);
        }
    }

    @Test
    void aRegisterThatIsDownIsNamedAndWhatWasTypedIsKept() {
        try (var window = Window.phone(installation)) {
            var walk = new Walk(installation, installation.sandbox().someone(), window, Words.VI);
            reachesDetails(walk, Words.VI);
            fillsIn(walk, Words.VI);
            installation.sandbox().fault("insurance", "down", Duration.ofMinutes(1));
            walk.sendsDetails();
            window.under("Cơ quan BHXH chưa trả lời").look("insurance-unavailable");
            installation.sandbox().mend("insurance");

            window.follow("Thử lại");
            window.at(AT + "details");
            var person = walk.person();
            assertThat(window.field(Words.VI.fullName).inputValue()).isEqualTo(person.fullName());
            assertThat(number(window, Words.VI).inputValue()).isEqualTo(person.socialInsuranceNumber());
            walk.solvesCaptcha();
            window.main().getByRole(AriaRole.CHECKBOX).check();
            walk.sendsDetails();
            goesOn(walk, Words.VI);
        }
    }

    private void walks(Window window, Words words) {
        var walk = new Walk(installation, installation.sandbox().someone(), window, words);
        walk.choosesLanguage();
        reachesDetails(walk, words);
        fillsIn(walk, words);
        walk.sendsDetails();
        goesOn(walk, words);
    }

    private static void reachesDetails(Walk walk, Words words) {
        var window = walk.window();
        window.open("/register").under(words.chooserTitle);
        walk.choose(words.citizen);
        walk.choose(words.either("Bảo hiểm xã hội", "Social insurance"));
        window.press(words.goOn);
        window.at(AT + "details", words.either("Đăng ký — Bảo hiểm xã hội", "Register — Social insurance"))
                .look("insurance-details");
    }

    private static void fillsIn(Walk walk, Words words) {
        walk.fillsInDetails();
        number(walk.window(), words).fill(walk.person().socialInsuranceNumber());
    }

    private static Locator number(Window window, Words words) {
        return window.field(words.either("Mã bảo hiểm xã hội", "Social insurance number"));
    }

    private static void goesOn(Walk walk, Words words) {
        var window = walk.window();
        var person = walk.person();
        window.at(AT + "otp", words.otpTitle).look("insurance-otp");
        assertThat(window.text()).contains(person.maskedPhone());
        walk.sendsCode(walk.code());
        window.at(AT + "password").look("insurance-password");
        walk.typesPasswords();
        window.press(words.registerButton);
        window.at(Walk.DONE, words.doneTitle).look("insurance-done");
        assertThat(window.text()).contains(words.level, person.lastDigits()).doesNotContain(person.nationalId());
    }
}
