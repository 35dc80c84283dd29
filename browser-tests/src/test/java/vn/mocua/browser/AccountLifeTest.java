package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Owners mind their account, and get back into it when they have forgotten the password. */
class AccountLifeTest {

    private static final String ANOTHER_PASSWORD = "Lua-chin-dau-mua-38";

    private final Installation installation = Installation.shared();

    /** Every page of the account fits the screen and passes the checks of accessibility. */
    @ParameterizedTest
    @EnumSource(Words.class)
    void everyPageOfTheAccountIsForEverybody(Words words) {
        try (var window = words == Words.VI ? Window.handset(installation) : Window.desk(installation)) {
            signsIn(window, words);
            window.look("account");
            for (var page : List.of(
                    "sessions",
                    "activity",
                    "consents",
                    "companies",
                    "notices",
                    "linked",
                    "phone",
                    "email",
                    "password",
                    "download",
                    "close",
                    "recovery")) {
                var path = "/account/" + page;
                window.open(path);
                window.at(path).look("account-" + page);
                assertThat(window.heading()).as(path).isNotBlank();
            }
            window.open("/not-me");
            window.at("/not-me").look("not-me");
        }
    }

    @Test
    void aForgottenPasswordWithoutScriptOnAPhone() {
        try (var window = Window.wide(installation, 390, false)) {
            getsBackIn(window, Words.VI);
        }
    }

    @Test
    void aForgottenPasswordInEnglishOnADesk() {
        try (var window = Window.desk(installation)) {
            getsBackIn(window, Words.EN);
        }
    }

    /** Another place is signed out from here, and is told so when it goes on. */
    @Test
    void whoIsSignedInElsewhereIsSignedOutFromHere() {
        try (var here = Window.desk(installation);
                var there = Window.handset(installation)) {
            var person = signsIn(here, Words.VI);
            new Walk(installation, person, there, Words.VI).signsIn();
            here.open("/account/sessions");
            here.at("/account/sessions", "Nơi đang đăng nhập").look("account-sessions-two");
            here.press("Đăng xuất mọi nơi khác");
            here.at("/account/sessions");
            there.open("/account");
            there.at("/sign-in");
        }
    }

    private Person signsIn(Window window, Words words) {
        var person = installation.sandbox().someone();
        new Registrant(installation, person).registers();
        new Walk(installation, person, window, words).choosesLanguage().signsIn();
        return person;
    }

    private void getsBackIn(Window window, Words words) {
        var person = installation.sandbox().someone();
        new Registrant(installation, person).registers();
        var walk = new Walk(installation, person, window, words).choosesLanguage();

        window.open("/sign-in");
        window.follow(words.either("Quên mật khẩu", "Forgot password"));
        window.at("/forgot-password").look("forgot-password");
        window.field(words.username).fill(person.nationalId());
        walk.choose(words.either("Điện thoại đã đăng ký", "The phone you registered"));
        walk.solvesCaptcha();
        window.press(words.goOn);

        window.at("/forgot-password/phone/details").look("forgot-password-details");
        window.field(words.fullName).fill(person.fullName());
        window.field(words.birthDate).fill(person.birthDate());
        window.field(words.phone).fill(person.phone());
        walk.sendsForm(words.either("GỬI MÃ", "SEND THE CODE"));

        window.at("/forgot-password/phone/code").look("forgot-password-code");
        assertThat(window.text()).doesNotContain(person.fullName(), person.maskedPhone());
        walk.sendsCode(walk.code());

        window.at("/forgot-password/phone/password").look("forgot-password-password");
        window.field(words.password).fill(ANOTHER_PASSWORD);
        window.field(words.passwordConfirmation).fill(ANOTHER_PASSWORD);
        window.press(words.either("ĐẶT MẬT KHẨU MỚI", "SET THE NEW PASSWORD"));

        window.at("/forgot-password/done").look("forgot-password-done");
        assertThat(window.page()
                        .getByRole(
                                AriaRole.LINK,
                                new Page.GetByRoleOptions().setName(words.either("Đăng nhập", "Sign in")))
                        .count())
                .isPositive();
    }
}
