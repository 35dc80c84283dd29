package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Owners change what guards their account, think again, and get back in by a passkey. */
class AccountChangesTest {

    private static final String ANOTHER_PASSWORD = "Lua-chin-dau-mua-38";

    private final Installation installation = Installation.shared();

    @ParameterizedTest
    @EnumSource(Words.class)
    void anAccountIsToBeClosedAndKeptAfterAll(Words words) {
        try (var window = words == Words.VI ? Window.handset(installation) : Window.desk(installation)) {
            signsIn(window, words);
            closesAndKeeps(window, words);
        }
    }

    @Test
    void soItIsWithoutScript() {
        try (var window = Window.wide(installation, 390, false)) {
            signsIn(window, Words.VI);
            closesAndKeeps(window, Words.VI);
        }
    }

    private static void closesAndKeeps(Window window, Words words) {
        window.open("/account/close");
        var close = words.either("ĐÓNG TÀI KHOẢN", "CLOSE THE ACCOUNT");
        if (!window.hasScript()) {
            window.press(close);
            window.at("/account/close").look("account-close-wrong");
            assertThat(window.errors().count()).isPositive();
        }
        window.main().getByRole(AriaRole.CHECKBOX).check();
        window.press(close);
        window.at("/account/close");
        var keep = words.either("GIỮ LẠI TÀI KHOẢN", "KEEP THE ACCOUNT");
        PlaywrightAssertions.assertThat(window.button(keep)).isVisible();
        window.look("account-close-waiting");
        window.open("/account");
        assertThat(window.text()).contains(words.either("sẽ được đóng", "will be closed"));
        window.open("/account/close");
        window.press(keep);
        PlaywrightAssertions.assertThat(window.button(keep)).not().isVisible();
        window.open("/account/close");
        assertThat(window.button(close).count()).isEqualTo(1);
    }

    /** A number that is registered to somebody else becomes nobody's here; a typing mistake is said beside the field. */
    @ParameterizedTest
    @EnumSource(Words.class)
    void aPhoneOfSomebodyElseIsNotTaken(Words words) {
        try (var window = words == Words.VI ? Window.handset(installation) : Window.desk(installation)) {
            var walk = signsIn(window, words);
            window.open("/account/phone");
            window.press(words.either("ĐỔI SỐ ĐIỆN THOẠI", "CHANGE THE PHONE NUMBER"));
            window.at("/account/new-phone/new-number").look("account-new-number");
            var send = words.either("GỬI MÃ", "SEND THE CODE");

            window.main().locator("[name=phone]").fill(walk.person().phone());
            walk.solvesCaptcha();
            window.press(send);
            PlaywrightAssertions.assertThat(window.main().locator("#phone-error"))
                    .isVisible();
            window.look("account-new-number-wrong");

            window.main()
                    .locator("[name=phone]")
                    .fill(installation.sandbox().someone().phone());
            walk.solvesCaptcha();
            window.press(send);
            window.under(words.either("Chưa dùng được số này", "This number cannot be used yet"))
                    .look("account-new-number-refused");
        }
    }

    @ParameterizedTest
    @EnumSource(Words.class)
    void aPasskeyOpensAnAccountWhosePasswordIsForgotten(Words words) {
        try (var window = words == Words.VI ? Window.handset(installation) : Window.desk(installation)) {
            var walk = signsIn(window, words);
            var device = VirtualAuthenticator.in(window);
            window.open("/account/passkeys/add");
            window.press(words.either("THÊM PASSKEY", "ADD A PASSKEY"));
            window.at("/account/passkeys");
            window.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words.signOut))
                    .first()
                    .click();
            window.at("/");

            window.open("/forgot-password");
            window.field(words.username).fill(walk.person().nationalId());
            walk.choose("Passkey");
            walk.solvesCaptcha();
            window.press(words.goOn);
            window.at("/forgot-password/passkey/passkey").look("forgot-password-passkey");

            device.verifies(false);
            var use = words.either("DÙNG PASSKEY", "USE A PASSKEY");
            window.press(use);
            PlaywrightAssertions.assertThat(window.main().locator(".said"))
                    .containsText(words.either("Chưa dùng passkey nào", "No passkey was used"));
            device.verifies(true);
            window.press(use);

            window.at("/forgot-password/passkey/password");
            window.field(words.password).fill(ANOTHER_PASSWORD);
            window.field(words.passwordConfirmation).fill(ANOTHER_PASSWORD);
            window.press(words.either("ĐẶT MẬT KHẨU MỚI", "SET THE NEW PASSWORD"));
            window.at("/forgot-password/done");
        }
    }

    private Walk signsIn(Window window, Words words) {
        var person = installation.sandbox().someone();
        new Registrant(installation, person).registers();
        return new Walk(installation, person, window, words).choosesLanguage().signsIn();
    }
}
