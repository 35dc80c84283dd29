package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The same journey without a mouse: Tab, Space, Enter and letters. */
class KeyboardJourneyTest {

    private final Installation installation = Installation.shared();

    @Test
    void withTheKeyboardAloneAndTheFocusAlwaysInSight() {
        var person = installation.sandbox().someone();
        try (var window = Window.desk(installation)) {
            var walk = new Walk(installation, person, window, Words.VI);
            var keys = new Keyboard(window);

            window.open("/");
            keys.tabTo("Đến nội dung chính").enter();
            keys.tabTo("Đăng ký").enter();

            window.at("/register", Words.VI.chooserTitle);
            keys.tabTo("kind-citizen").space().tabTo("method-mobile-subscriber").space();
            keys.tabTo("Tiếp tục").enter();

            window.at(Walk.DETAILS, Words.VI.detailsTitle);
            // Sent empty: what is wrong is read first, and its first link leads into the field.
            keys.tabTo("ĐĂNG KÝ").enter();
            window.errors().waitFor();
            assertThat(keys.focused("element.className")).isEqualTo("errors");
            window.look("details-empty");
            keys.tabTo("Bạn phải nhập cmt/cccd.").enter();
            assertThat(keys.focused("element.id")).isEqualTo("nationalId");

            keys.type(person.nationalId()).tabTo("fullName").type(person.fullName());
            keys.tabTo("birthDate").type(person.birthDate());
            keys.tabTo("phone").type(person.phone());
            keys.tabTo("captcha").type(walk.captchaAnswer());
            keys.tabTo("consent").space().tabTo("ĐĂNG KÝ");
            var seen = installation.sandbox().mark(person.phone());
            keys.enter();

            window.at(Walk.OTP, Words.VI.otpTitle);
            keys.tabTo("otp")
                    .type(installation.sandbox().codeAfter(seen, person.phone()))
                    .enter();

            window.at(Walk.PASSWORD);
            keys.tabTo("password").type(Person.PASSWORD);
            keys.tabTo("Hiện (Nhập mật khẩu)").space();
            assertThat(window.page().locator("#password").getAttribute("type")).isEqualTo("text");
            keys.tabTo("passwordConfirmation").type(Person.PASSWORD).enter();

            window.at(Walk.DONE, Words.VI.doneTitle);
            keys.tabTo("Đăng nhập").enter();
            window.at("/sign-in");
            keys.tabTo("username").select().type(person.nationalId());
            keys.tabTo("password").type(Person.PASSWORD);
            seen = installation.sandbox().mark(person.phone());
            keys.enter();
            window.at("/sign-in/otp");
            keys.tabTo("otp")
                    .type(installation.sandbox().codeAfter(seen, person.phone()))
                    .enter();
            window.at("/account");
            keys.tabTo("Đăng xuất").enter();
            window.at("/");
        }
    }

    @Test
    void enterInTheCaptchasFieldSendsTheFormAndDoesNotAskForAnotherPicture() {
        var person = installation.sandbox().someone();
        try (var window = Window.wide(installation, 390, false)) {
            var walk = new Walk(installation, person, window, Words.VI);
            walk.reachesDetails().fillsInDetails();
            window.field(Words.VI.captcha).press("Enter");
            window.at(Walk.OTP, Words.VI.otpTitle);
        }
    }
}
