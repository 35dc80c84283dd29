package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import java.util.Map;

/** Somebody who registered with an e-mail address, is signed in, and gets ready to do without a phone number. */
record PhoneLeaver(Sandbox sandbox, Person person, Window window, Words words) {

    static final String PHONE = "/account/phone";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static PhoneLeaver registers(Installation installation, Window window, Words words) {
        var person = installation.sandbox().someone();
        var registrant = new Registrant(installation, person);
        var otp = registrant.sendsDetails(registrant.begins(), Map.of("email", person.email()));
        assertThat(registrant.choosesPassword(registrant.sendsCode(otp)).path()).isEqualTo(Registrant.DONE);
        new Walk(installation, person, window, words).choosesLanguage().signsIn();
        return new PhoneLeaver(installation.sandbox(), person, window, words);
    }

    /** What stands on the button. */
    String remove() {
        return words.either("XOÁ SỐ ĐIỆN THOẠI", "REMOVE THE PHONE NUMBER");
    }

    /** By the code that was sent when they registered. */
    void confirmsTheAddress() {
        window.open("/account");
        var code = Await.until(
                "a code to " + person.email(),
                PATIENCE,
                () -> sandbox.mail(person.email()).stream()
                        .flatMap(text -> Sandbox.code(text).stream())
                        .findFirst());
        window.field(words.either("Nhập mã trong email", "Code in the email")).fill(code);
        window.press(words.confirm);
        PlaywrightAssertions.assertThat(window.main().locator("#confirm-email")).hasCount(0);
    }

    /** To where their passkeys are listed; the window's tab is the device that has it. */
    void addsAPasskey() {
        var device = VirtualAuthenticator.in(window);
        window.open("/account/passkeys");
        window.follow(words.either("Thêm passkey", "Add a passkey"));
        window.at("/account/passkeys/add");
        window.press(words.either("THÊM PASSKEY", "ADD A PASSKEY"));
        window.at("/account/passkeys");
        assertThat(device.passkeys()).isEqualTo(1);
    }

    void getsMail(String words) {
        Await.that(
                "a mail with \u201c" + words + "\u201d",
                PATIENCE,
                () -> sandbox.mail(person.email()).stream().anyMatch(text -> text.contains(words)));
    }
}
