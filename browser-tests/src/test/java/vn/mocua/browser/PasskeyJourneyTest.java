package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** Somebody adds a passkey to their account and signs in by it, as browsers of their time do it. */
class PasskeyJourneyTest {

    private static final String LIST = "/account/passkeys";

    private final Installation installation = Installation.shared();

    @Test
    void inVietnameseOnAPhone() {
        try (var window = Window.handset(installation)) {
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
    void withoutScriptThePagesAreAsTheyWereAndSayWhatIsMissing() {
        try (var window = Window.wide(installation, 390, false)) {
            signsIn(window, Words.VI);
            window.follow("Passkey");
            window.at(LIST, "Passkey của tôi");
            window.follow("Thêm passkey");
            window.at(LIST + "/add", "Thêm passkey").look("passkey-add");
            assertThat(window.text()).contains("trình duyệt cần bật JavaScript");
            assertThat(window.button("THÊM PASSKEY").count()).isZero();
            signsOut(window, Words.VI);
            window.open("/sign-in");
            assertThat(window.button("Đăng nhập bằng passkey").count()).isZero();
        }
    }

    private Person signsIn(Window window, Words words) {
        var person = installation.sandbox().someone();
        new Registrant(installation, person).registers();
        var walk = new Walk(installation, person, window, words);
        walk.choosesLanguage();
        walk.signsIn();
        window.at("/account", words.hello + " " + person.fullName());
        return person;
    }

    private void walks(Window window, Words words) {
        var person = signsIn(window, words);
        var device = VirtualAuthenticator.in(window);

        window.follow(words.either("Passkey", "Passkeys"));
        window.at(LIST, words.either("Passkey của tôi", "My passkeys")).look("passkeys-none");
        var add = words.either("Thêm passkey", "Add a passkey");
        window.follow(add);
        window.at(LIST + "/add", add).look("passkey-add");
        assertThat(window.text()).doesNotContain("JavaScript");

        // Whoever turns away from the device reads what to do, and nothing is added.
        device.verifies(false);
        window.press(words.either("THÊM PASSKEY", "ADD A PASSKEY"));
        PlaywrightAssertions.assertThat(window.main().locator(".said"))
                .containsText(words.either("Chưa thêm passkey nào", "No passkey was added"));
        window.look("passkey-add-cancelled");
        assertThat(device.passkeys()).isZero();

        device.verifies(true);
        window.field(words.either("Tên gợi nhớ", "A name to know it by")).fill("Nhà An");
        window.press(words.either("THÊM PASSKEY", "ADD A PASSKEY"));
        window.at(LIST).look("passkeys");
        assertThat(window.text()).contains("Nhà An", words.either("Đã thêm passkey", "The passkey was added"));
        assertThat(device.passkeys()).isEqualTo(1);

        // The same device is not given a second one.
        window.follow(add);
        window.at(LIST + "/add", add);
        window.press(words.either("THÊM PASSKEY", "ADD A PASSKEY"));
        PlaywrightAssertions.assertThat(window.main().locator(".said"))
                .containsText(words.either("Máy này đã có passkey", "This device has a passkey"));
        assertThat(device.passkeys()).isEqualTo(1);

        signsOut(window, words);
        pressesTheButton(window, words, device);
        window.at("/account", words.hello + " " + person.fullName());
        window.open(LIST);
        assertThat(window.text()).contains(words.either("Dùng lần cuối", "Last used"));

        // In the list of the user name's field, which this device answers by itself.
        signsOut(window, words);
        window.open("/sign-in");
        window.at("/account", words.hello + " " + person.fullName());
        window.open(LIST);

        // Removed, it opens nothing, though the device still has it.
        window.main().locator("a[href$='/remove']").click();
        window.under(words.either("Xoá passkey này?", "Remove this passkey?")).look("passkey-remove");
        window.press(words.either("XOÁ PASSKEY", "REMOVE THE PASSKEY"));
        window.at(LIST);
        assertThat(window.text()).contains(words.either("Đã xoá passkey", "The passkey was removed"));
        signsOut(window, words);
        window.open("/sign-in");
        window.at(
                        "/sign-in/by/passkey",
                        words.either("Chưa đăng nhập được bằng passkey", "Not signed in with the passkey"))
                .look("passkey-refused");
        assertThat(device.passkeys()).isEqualTo(1);
    }

    private static void pressesTheButton(Window window, Words words, VirtualAuthenticator device) {
        device.verifies(false); // so that the list of the user name's field does not answer by itself
        window.open("/sign-in");
        var button = window.button(words.either("Đăng nhập bằng passkey", "Sign in with a passkey"));
        PlaywrightAssertions.assertThat(button).isVisible();
        window.look("sign-in-passkey");
        device.verifies(true);
        button.click();
    }

    private static void signsOut(Window window, Words words) {
        window.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words.signOut))
                .first()
                .click();
        window.at("/");
    }
}
