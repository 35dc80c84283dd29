package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Owners take the phone number off their account: not before they are reached and sign in without it, not at once, and
 * not when they think again. That it goes when its time has come stands in {@link FailuresTest}, where that comes soon.
 */
class PhoneRemovalTest {

    private static final String PHONE = PhoneLeaver.PHONE;

    private final Installation installation = Installation.shared();
    private final Sandbox sandbox = installation.sandbox();

    @ParameterizedTest
    @EnumSource(Words.class)
    void aNumberIsToGoWhereAnAddressAndAPasskeyDoWithoutAndIsKeptAfterAll(Words words) {
        try (var window = words == Words.VI ? Window.handset(installation) : Window.desk(installation)) {
            new Story(PhoneLeaver.registers(installation, window, words), words, window).goes();
        }
    }

    private final class Story {

        private final PhoneLeaver owner;
        private final Person person;
        private final Words words;
        private final Window window;
        private final String remove;
        private final String keep;

        Story(PhoneLeaver owner, Words words, Window window) {
            this.owner = owner;
            this.person = owner.person();
            this.words = words;
            this.window = window;
            this.remove = owner.remove();
            this.keep = words.either("HUỶ, GIỮ SỐ HIỆN TẠI", "CALL IT OFF, KEEP THE CURRENT NUMBER");
        }

        void goes() {
            staysWithoutAnAddress();
            owner.confirmsTheAddress();
            staysWithoutAKey();
            owner.addsAPasskey();
            asks();
            signsInByThePasskeyMeanwhile();
            thinksAgain();
        }

        private void staysWithoutAnAddress() {
            window.open(PHONE).look("phone-only-address");
            assertThat(window.text())
                    .contains(
                            words.either("Hãy thêm và xác nhận một địa chỉ email", "Add and confirm an email address"));
            assertThat(window.button(remove).count()).isZero();
            window.follow("Email");
            window.at("/account/email");
        }

        private void staysWithoutAKey() {
            window.open(PHONE).look("phone-only-proof");
            assertThat(window.text())
                    .contains(words.either("bạn chỉ đăng nhập được bằng passkey", "you sign in only with a passkey"));
            assertThat(window.button(remove).count()).isZero();
            window.follow(words.either("Passkey", "Passkeys"));
            window.at("/account/passkeys");
        }

        /** Both addresses hear of it, and the number stands as before while it waits. */
        private void asks() {
            window.open(PHONE).look("phone-removable");
            assertThat(window.text())
                    .contains(words.either("Mật khẩu bị xoá cùng lúc", "The password is removed at the same time"));
            var before = sandbox.mark(person.phone());
            window.press(remove);
            PlaywrightAssertions.assertThat(window.button(keep)).isVisible();
            window.at(PHONE).look("phone-removal-waits");
            assertThat(window.text()).contains(waits(), person.maskedPhone());
            assertThat(window.button(remove).count()).isZero();
            sandbox.hears(before, person.phone(), words.either("se bi xoa khoi tai khoan luc", "will be removed at"));
            owner.getsMail(words.either("yêu cầu xoá số", "asked to remove the phone"));
            window.open("/account").look("account-phone-removal-waits");
            assertThat(window.text()).contains(waits(), person.maskedPhone());
        }

        private String waits() {
            return words.either("Số điện thoại sẽ bị xoá khỏi tài khoản lúc", "The phone number will be removed from");
        }

        /** The device answers by itself where the user name is asked for. */
        private void signsInByThePasskeyMeanwhile() {
            window.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words.signOut))
                    .first()
                    .click();
            window.at("/");
            window.open("/sign-in");
            window.at("/account", words.hello + " " + person.fullName());
        }

        private void thinksAgain() {
            window.follow(words.either("Xem lại hoặc huỷ", "Look at it or call it off"));
            window.at(PHONE);
            var before = sandbox.mark(person.phone());
            window.press(keep);
            window.at("/account").look("account-phone-removal-called-off");
            assertThat(window.text())
                    .contains(words.either("số điện thoại đã được huỷ", "of the phone number was called off"))
                    .contains(person.maskedPhone())
                    .doesNotContain(waits());
            sandbox.hears(before, person.phone(), words.either("yeu cau xoa so dien thoai", "was called off"));
            window.open("/account/activity");
            assertThat(window.text())
                    .contains(words.either(
                            "Có yêu cầu xoá số điện thoại, đang chờ", "removal of the phone number was asked for"))
                    .contains(words.either(
                            "Yêu cầu xoá số điện thoại đã huỷ", "The removal of the phone number was called off"));
            window.open(PHONE);
            assertThat(window.button(remove).count()).isEqualTo(1);
            assertThat(window.button(keep).count()).isZero();
        }
    }
}
