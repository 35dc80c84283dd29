package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Registering with VNeID: out to another site, back by its redirect, and on, under the browser's own rules for forms that
 * lead elsewhere, for cookies that come back from there, and for what a page may send by itself.
 */
class VneidJourneyTest extends JourneyForEverybody {

    private static final String AT = "/register/vneid/";
    private static final String RAISE = "/account/raise/vneid/";

    @AfterEach
    void mendTheWorld() {
        sandbox.mend("vneid");
    }

    @Override
    void walks(Window window, Words words) {
        var person = sandbox.someone();
        var walk = begins(window, person, words).choosesMethod("VNeID");
        window.at(AT + "sign-in").look("vneid-sign-in");
        goesThereAndOn(walk, words);
        assertThat(window.text()).contains("IAL3", person.lastDigits()).doesNotContain(person.nationalId());
    }

    /** Nobody is sent to a site that is down: the page says so and offers the other ways. */
    @Test
    void whileVneidIsDownNobodyIsSentThere() {
        try (var window = Window.phone(installation)) {
            var walk = begins(window, sandbox.someone(), Words.VI).choosesMethod("VNeID");
            window.at(AT + "sign-in");
            // Until what VNeID last said of itself no longer counts.
            window.page().waitForTimeout(Elsewhere.BELIEVED_MILLIS);
            sandbox.fault("vneid", "down", Duration.ofMinutes(1));
            window.press("Đăng nhập bằng VNeID");
            window.at(AT + "sign-in", "VNeID chưa trả lời").look("vneid-unavailable");
            assertThat(window.text()).contains("Những gì bạn đã nhập vẫn còn", "Thuê bao di động", "Quầy giao dịch");
            sandbox.mend("vneid");

            window.follow("Thử lại");
            window.at(AT + "sign-in", "Đăng ký — Tài khoản VNeID");
            goesThereAndOn(walk, Words.VI);
        }
    }

    private void goesThereAndOn(Walk walk, Words words) {
        var window = walk.window();
        var person = walk.person();
        window.press(words.either("Đăng nhập bằng VNeID", "Sign in with VNeID"));
        var vneid = new Elsewhere(window, sandbox.url(), "vneid");
        vneid.signsIn(person.vneidUsername(), person.vneidPassword());
        vneid.comesBackTo(AT + "return", "vneid-return", words);
        window.at(AT + "confirm").look("vneid-confirm");
        assertThat(window.page().url()).doesNotContain("?");
        assertThat(window.text()).contains(person.fullName()).doesNotContain(person.nationalId());
        window.field(words.phone).fill(person.phone());
        walk.agrees().sendsDetails().goesOn(AT, "vneid");
    }

    @Test
    void whoRegisteredByMobileNumberAddsItToTheAccount() {
        try (var window = Window.phone(installation)) {
            var person = sandbox.someone();
            var walk = begins(window, person, Words.VI).registers().signsIn();
            assertThat(window.text()).contains("Mức 2 (IAL2)");

            window.follow("Nâng mức xác minh");
            window.at("/account/raise", "Nâng mức xác minh").look("raise");
            walk.choose("VNeID");
            window.press("Tiếp tục");
            window.at(RAISE + "sign-in").look("raise-vneid-sign-in");
            window.press("Đăng nhập bằng VNeID");
            new Elsewhere(window, sandbox.url(), "vneid").signsIn(person.vneidUsername(), person.vneidPassword());

            // The account has a phone that answered, and a password: nothing else is asked.
            window.at("/account", "Xin chào, " + person.fullName()).look("account-raised");
            assertThat(window.text()).contains("Mức 3 (IAL3)", "Căn cứ mới đã được thêm");
            assertThat(window.main().locator(".proofs li").count()).isEqualTo(2);
            window.open("/account/raise").look("raise-once-more");
            assertThat(window.text()).contains("Mức 3 (IAL3)", "Tài khoản đã có căn cứ này");
        }
    }

    /** The account is the company's: its representative is named on the page, and signs in by its tax code. */
    @Test
    void aCompanyRegistersAndSignsInByItsTaxCode() {
        try (var window = Window.phone(installation)) {
            var company = sandbox.business("gom-pho-thu");
            var walk = begins(window, sandbox.someone(), Words.VI);
            window.open("/register").under(Words.VI.chooserTitle);
            walk.choose("Doanh nghiệp");
            walk.choose("VNeID");
            window.look("chooser-business");
            window.press("Tiếp tục");
            window.at(AT + "sign-in");
            window.press("Đăng nhập bằng VNeID");
            new Elsewhere(window, sandbox.url(), "vneid").signsIn(company.vneidUsername(), company.vneidPassword());

            window.at(AT + "confirm").look("vneid-confirm-business");
            assertThat(window.text())
                    .contains(company.organisationName(), company.fullName())
                    .doesNotContain(company.taxCode());
            window.field(Words.VI.phone).fill(walk.person().phone());
            walk.agrees().sendsDetails().goesOn(AT, "vneid-business");
            assertThat(window.text()).contains("Mức 3 (IAL3)", "mã số thuế");

            window.follow(Words.VI.signIn);
            walk.sendsUsernameAndPassword(company.taxCode());
            window.at("/sign-in/otp", Words.VI.otpTitle);
            walk.sendsCode(walk.code());
            window.at("/account", "Xin chào, " + company.organisationName()).look("account-business");
            assertThat(window.text()).contains("Mức 3 (IAL3)");
        }
    }
}
