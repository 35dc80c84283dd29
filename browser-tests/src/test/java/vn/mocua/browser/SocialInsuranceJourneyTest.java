package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registering with the number of the social insurance, also while its register does not answer. */
class SocialInsuranceJourneyTest extends JourneyForEverybody {

    private static final String AT = "/register/social-insurance/";

    @AfterEach
    void mendTheWorld() {
        sandbox.mend("insurance");
    }

    @Override
    void walks(Window window, Words words) {
        var walk = begins(window, sandbox.someone(), words);
        fillsIn(walk, words);
        walk.sendsDetails();
        goesOn(walk, words);
    }

    @Test
    void aRegisterThatIsDownIsNamedAndWhatWasTypedIsKept() {
        try (var window = Window.phone(installation)) {
            var walk = begins(window, sandbox.someone(), Words.VI);
            fillsIn(walk, Words.VI);
            sandbox.fault("insurance", "down", Duration.ofMinutes(1));
            walk.sendsDetails();
            window.under("Cơ quan BHXH chưa trả lời").look("insurance-unavailable");
            sandbox.mend("insurance");

            window.follow("Thử lại");
            window.at(AT + "details");
            var person = walk.person();
            assertThat(window.field(Words.VI.fullName).inputValue()).isEqualTo(person.fullName());
            assertThat(number(window, Words.VI).inputValue()).isEqualTo(person.socialInsuranceNumber());
            walk.agrees();
            walk.sendsDetails();
            goesOn(walk, Words.VI);
        }
    }

    private static void fillsIn(Walk walk, Words words) {
        var window = walk.window();
        walk.choosesMethod(words.either("Bảo hiểm xã hội", "Social insurance"));
        window.at(AT + "details", words.either("Đăng ký — Bảo hiểm xã hội", "Register — Social insurance"))
                .look("insurance-details");
        walk.fillsInDetails();
        number(window, words).fill(walk.person().socialInsuranceNumber());
    }

    private static Locator number(Window window, Words words) {
        return window.field(words.either("Mã bảo hiểm xã hội", "Social insurance number"));
    }

    private static void goesOn(Walk walk, Words words) {
        var person = walk.person();
        walk.goesOn(AT, "insurance");
        assertThat(walk.window().text())
                .contains(words.level, person.lastDigits())
                .doesNotContain(person.nationalId());
    }
}
