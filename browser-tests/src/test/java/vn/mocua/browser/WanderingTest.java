package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Back, reload, double click, several tabs, another language, the browser closed: every way leads on. */
class WanderingTest {

    private static final Words VI = Words.VI;

    private final Installation installation = Installation.shared();

    private Walk someone(Window window) {
        return new Walk(installation, installation.sandbox().someone(), window, VI);
    }

    @Test
    void backFromTheCodeTheSameDetailsGoOnWithTheCodeThatIsOut() {
        try (var window = Window.phone(installation)) {
            var walk = someone(window).reachesOtp();
            var code = walk.code();
            window.page().goBack();
            window.at(Walk.DETAILS);
            assertThat(window.field(VI.phone).inputValue())
                    .isEqualTo(walk.person().phone());
            assertThat(window.field(VI.fullName).inputValue())
                    .isEqualTo(walk.person().fullName());
            walk.solvesCaptcha();
            window.main().getByRole(AriaRole.CHECKBOX).check();
            walk.sendsDetails();
            window.at(Walk.OTP);
            walk.sendsCode(code);
            window.at(Walk.PASSWORD);

            window.page().goBack();
            assertThat(window.path()).isIn(Walk.PASSWORD, Walk.DETAILS);
            window.open(Walk.PASSWORD).at(Walk.PASSWORD);
            walk.typesPasswords();
            window.press(VI.registerButton);
            window.at(Walk.DONE);

            window.page().goBack();
            window.at(Walk.DONE, VI.doneTitle);
        }
    }

    @Test
    void theLinkBackToTheFormLeadsThereToo() {
        try (var window = Window.phone(installation)) {
            var walk = someone(window).reachesOtp();
            window.follow("Số điện thoại sai? Quay lại để sửa");
            window.at(Walk.DETAILS);
            assertThat(window.field(VI.username).inputValue())
                    .isEqualTo(walk.person().nationalId());
        }
    }

    @Test
    void everyPageCanBeReloaded() {
        try (var window = Window.phone(installation)) {
            var walk = someone(window).reachesDetails();
            reloads(window);
            window.at(Walk.DETAILS);
            walk.typesDetails();
            window.press(VI.registerButton);
            window.errors().waitFor();
            // Sends the form once more, as browsers do after asking.
            assertThat(reloads(window).status()).isLessThan(500);
            window.at(Walk.DETAILS);
            assertThat(window.field(VI.fullName).inputValue())
                    .isEqualTo(walk.person().fullName());

            window.open(Walk.DETAILS);
            walk.fillsInDetails().sendsDetails();
            window.at(Walk.OTP);
            reloads(window);
            window.at(Walk.OTP);
            walk.sendsCode("000000");
            window.errors().waitFor();
            reloads(window);
            window.at(Walk.OTP);
            walk.sendsCode(walk.code());
            window.at(Walk.PASSWORD);
            reloads(window);
            window.at(Walk.PASSWORD);
            walk.typesPasswords();
            window.press(VI.registerButton);
            window.at(Walk.DONE);
            reloads(window);
            window.at(Walk.DONE, VI.doneTitle);
        }
    }

    private static Response reloads(Window window) {
        return window.page().reload();
    }

    @ParameterizedTest(name = "with script: {0}")
    @ValueSource(booleans = {true, false})
    void aDoubleClickIsAClick(boolean script) {
        try (var window = Window.wide(installation, 390, script)) {
            var walk = someone(window);
            window.open("/register").under(VI.chooserTitle);
            window.main().locator("label[for=method-mobile-subscriber]").click();
            doubleClick(window, VI.goOn);
            window.at(Walk.DETAILS, VI.detailsTitle);
            walk.fillsInDetails();
            var seen = installation.sandbox().mark(walk.person().phone());
            doubleClick(window, VI.registerButton);
            window.at(Walk.OTP, VI.otpTitle);
            var code = installation.sandbox().codeAfter(seen, walk.person().phone());
            window.field(VI.otp).fill(code);
            doubleClick(window, VI.confirm);
            window.at(Walk.PASSWORD, "Nhập mật khẩu");
            walk.typesPasswords();
            doubleClick(window, VI.registerButton);
            window.at(Walk.DONE, VI.doneTitle);

            window.open("/sign-in");
            seen = installation.sandbox().mark(walk.person().phone());
            window.field(VI.username).fill(walk.person().nationalId());
            window.field(VI.signInPassword).fill(Person.PASSWORD);
            doubleClick(window, VI.signInButton);
            window.at("/sign-in/otp", VI.otpTitle);
            window.field(VI.otp)
                    .fill(installation.sandbox().codeAfter(seen, walk.person().phone()));
            doubleClick(window, VI.confirm);
            window.at("/account", VI.hello + " " + walk.person().fullName());
            // One code for the form, one for signing in, one notice that the account was opened.
            assertThat(installation.sandbox().sms(walk.person().phone())).hasSize(3);
        }
    }

    private static void doubleClick(Window window, String button) {
        window.button(button).dblclick(new Locator.DblclickOptions().setNoWaitAfter(true));
    }

    @Test
    void twoPeopleInTwoTabsAreNeverMixed() {
        try (var window = Window.phone(installation)) {
            var an = someone(window).reachesDetails().fillsInDetails();
            var tabOfAn = window.page();
            window.newTab();
            var binh = someone(window).reachesDetails().fillsInDetails();
            var tabOfBinh = window.page();

            window.goTo(tabOfAn);
            an.sendsDetails();
            window.under("Trang này thuộc một lượt đăng ký khác").look("mixed");
            assertThat(installation.sandbox().sms(an.person().phone())).isEmpty();

            window.goTo(tabOfBinh);
            binh.sendsDetails();
            window.at(Walk.OTP);
            assertThat(window.text()).contains(binh.person().maskedPhone());

            window.goTo(tabOfAn);
            window.follow("Tiếp tục với lượt đăng ký hiện tại");
            window.at(Walk.DETAILS);
            assertThat(window.field(VI.phone).inputValue())
                    .isEqualTo(binh.person().phone());
        }
    }

    @Test
    void onePersonInTwoTabsGoesOnInEither() {
        try (var window = Window.phone(installation)) {
            var walk = someone(window).reachesOtp();
            var first = window.page();
            var second = window.newTab();
            window.open(Walk.DETAILS).at(Walk.DETAILS);
            window.open(Walk.OTP).at(Walk.OTP);
            var code = walk.code();
            walk.sendsCode(code);
            window.at(Walk.PASSWORD);

            window.goTo(first);
            walk.sendsCode(code);
            window.at(Walk.PASSWORD);
            walk.typesPasswords();
            window.press(VI.registerButton);
            window.at(Walk.DONE, VI.doneTitle);

            window.goTo(second);
            walk.typesPasswords();
            window.press(VI.registerButton);
            window.at(Walk.DONE, VI.doneTitle);
        }
    }

    @Test
    void anotherLanguageInTheMiddleKeepsWhatWasTyped() {
        try (var window = Window.phone(installation)) {
            var walk = someone(window).reachesDetails().typesDetails();
            window.page().locator(".language").click();
            window.at(Walk.DETAILS, Words.EN.detailsTitle).look("details-typed");
            assertThat(window.field(Words.EN.fullName).inputValue())
                    .isEqualTo(walk.person().fullName());
            assertThat(window.field(Words.EN.phone).inputValue())
                    .isEqualTo(walk.person().phone());
        }
    }

    @Test
    void anotherLanguageAfterAMistakeKeepsWhatWasTyped() {
        try (var window = Window.wide(installation, 390, false)) {
            var walk = someone(window).reachesDetails().typesDetails();
            window.press(VI.registerButton);
            window.errors().waitFor();
            window.page().locator(".language").click();
            window.at(Walk.DETAILS, Words.EN.detailsTitle);
            assertThat(window.field(Words.EN.fullName).inputValue())
                    .isEqualTo(walk.person().fullName());
            assertThat(window.field(Words.EN.phone).inputValue())
                    .isEqualTo(walk.person().phone());
        }
    }

    @Test
    void deleteAndStartAgainForgetsEverything() {
        try (var window = Window.phone(installation)) {
            var walk = someone(window).reachesOtp();
            var before = new ArrayList<>(window.cookies());
            window.press(VI.restart);
            window.at("/register", VI.chooserTitle);
            walk.choosesMobileSubscriber();
            assertThat(window.field(VI.username).inputValue()).isEmpty();
            assertThat(window.field(VI.phone).inputValue()).isEmpty();

            // A browser that still has the old word is told that the journey is over.
            window.addCookies(before);
            window.open(Walk.OTP).under("Lượt đăng ký đã hết thời gian").look("expired");
        }
    }

    @Test
    void whoComesBackAfterClosingTheBrowserIsAskedFirstWhoTheyAre(@TempDir Path folder) {
        String nationalId;
        try (var window = Window.keptIn(folder, installation)) {
            nationalId = someone(window).reachesOtp().person().nationalId();
        }
        try (var window = Window.keptIn(folder, installation)) {
            window.open("/register").look("chooser-unfinished");
            window.follow("Tiếp tục lượt đăng ký đó");
            window.under("Tiếp tục lượt đăng ký dở dang?").look("resume");
            assertThat(window.text())
                    .contains("Tiếp tục của ***" + nationalId.substring(nationalId.length() - 3))
                    .doesNotContain("****");
            window.main()
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Tiếp tục của"))
                    .click();
            window.at(Walk.OTP, VI.otpTitle);
        }
        try (var window = Window.keptIn(folder, installation)) {
            window.open(Walk.OTP).under("Tiếp tục lượt đăng ký dở dang?");
            window.press("Bắt đầu lại");
            window.at("/register", VI.chooserTitle);
            assertThat(window.text()).doesNotContain("chưa xong");
        }
    }

    /** On a shared computer the next person must not find the first one's data in the form. */
    @Test
    void whatWasTypedAndNotYetProvedIsNotShownToWhoOpensTheBrowserNext(@TempDir Path folder) {
        try (var window = Window.keptIn(folder, installation)) {
            someone(window).reachesDetails().typesDetails();
            window.press(VI.registerButton);
            window.errors().waitFor();
        }
        try (var window = Window.keptIn(folder, installation)) {
            window.open(Walk.DETAILS);
            assertThat(window.page().locator("[name=fullName]").count()).isZero();
            window.under("Tiếp tục lượt đăng ký dở dang?");
        }
    }

    @Test
    void whoSignedInStaysSignedInWhenATabIsOpenedAndNotAfterSigningOut() {
        try (var window = Window.phone(installation)) {
            var walk = someone(window).registers().signsIn();
            var first = window.page();
            window.newTab();
            window.open("/account")
                    .at("/account", VI.hello + " " + walk.person().fullName());
            window.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(VI.signOut))
                    .first()
                    .click();
            window.at("/");
            window.goTo(first);
            window.page().reload();
            window.at("/sign-in");
        }
    }

    @Test
    void theDonePageLeadsToSignInWithTheIdFilledIn() {
        try (var window = Window.phone(installation)) {
            var walk = someone(window).registers();
            window.follow(VI.signIn);
            window.at("/sign-in");
            assertThat(window.page().url()).doesNotContain(walk.person().nationalId());
            assertThat(window.field(VI.username).inputValue())
                    .isEqualTo(walk.person().nationalId());
        }
    }

    @Test
    void whoHasAnAccountIsToldOnlyAfterTheCodeAndEveryExitLeadsToAPage() {
        var person = installation.sandbox().whoseFateIs("registered");
        Await.that(
                "the registered person has registered",
                Duration.ofSeconds(60),
                () -> installation.sandbox().isRegisteredPersonThere());
        try (var window = Window.phone(installation)) {
            var walk = new Walk(installation, person, window, VI).reachesOtp();
            assertThat(window.text()).doesNotContain("đã có tài khoản");
            walk.sendsCode(walk.code());
            window.under("Bạn đã có tài khoản").look("already-registered");
            for (var exit : new String[] {"Quên mật khẩu", "Quầy giao dịch", "Khiếu nại", "Đăng nhập"}) {
                var response = window.page()
                        .waitForNavigation(() -> window.main()
                                .getByRole(
                                        AriaRole.LINK,
                                        new Locator.GetByRoleOptions()
                                                .setName(exit)
                                                .setExact(true))
                                .first()
                                .click());
                assertThat(response.status()).as(exit).isEqualTo(200);
                window.look("exit-" + window.path().substring(1));
                window.page().goBack();
                window.under("Bạn đã có tài khoản");
            }
        }
    }
}
