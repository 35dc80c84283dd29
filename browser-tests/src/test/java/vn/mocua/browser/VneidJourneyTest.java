package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/**
 * Registering with VNeID: out to another site, back by its redirect, and on, under the browser's own rules for forms that
 * lead elsewhere, for cookies that come back from there, and for what a page may send by itself.
 */
class VneidJourneyTest {

    private static final String AT = "/register/vneid/";
    private static final String RAISE = "/account/raise/vneid/";

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
        window.press(words.either("Đăng nhập bằng VNeID", "Sign in with VNeID"));
        var vneid = new Elsewhere(window, sandbox.url(), "vneid");
        vneid.signsIn(person.vneidUsername(), person.vneidPassword());
        vneid.comesBackTo(AT + "return", "vneid-return", words);
        window.at(AT + "confirm").look("vneid-confirm");
        assertThat(window.page().url()).doesNotContain("?");
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

    @Test
    void whoRegisteredByMobileNumberAddsItToTheAccount() {
        try (var window = Window.phone(installation)) {
            var sandbox = installation.sandbox();
            var person = sandbox.someone();
            var walk = new Walk(installation, person, window.mayAlsoAsk(sandbox.url()), Words.VI);
            walk.registers().signsIn();
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
            var sandbox = installation.sandbox();
            var company = sandbox.business("gom-pho-thu");
            var walk = new Walk(installation, sandbox.someone(), window.mayAlsoAsk(sandbox.url()), Words.VI);

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
            walk.solvesCaptcha();
            window.main().getByRole(AriaRole.CHECKBOX).check();
            walk.sendsDetails();
            window.at(AT + "otp", Words.VI.otpTitle);
            walk.sendsCode(walk.code());
            window.at(AT + "password");
            walk.typesPasswords();
            window.press(Words.VI.registerButton);
            window.at(Walk.DONE, Words.VI.doneTitle).look("vneid-done-business");
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
