package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** Registering by SIM in a browser: a code on two screens, and a page that moves on by itself, with script and without. */
class SimSigningJourneyTest {

    private static final String AT = "/register/sim-signing/";

    private final Installation installation = Installation.shared();

    @Test
    void inVietnameseOnAPhone() {
        try (var window = Window.phone(installation)) {
            registers(window, Words.VI, "081");
        }
    }

    @Test
    void inEnglishOnADesk() {
        try (var window = Window.desk(installation)) {
            window.open("/language/en");
            registers(window, Words.EN, "070");
        }
    }

    @Test
    void withoutScriptThePageMovesOnByItselfToo() {
        try (var window = Window.wide(installation, 390, false)) {
            registers(window, Words.VI, "032");
        }
    }

    @Test
    void whoCancelsOnThePhoneReadsWhy() {
        try (var window = Window.phone(installation)) {
            var phone = SimPhone.fresh(installation.sandbox().url(), "082");
            asks(window, Words.VI, phone);
            phone.code();
            phone.cancels();
            // The provider is asked every few seconds, and so does the page look.
            window.main().getByText("Bạn đã bấm Huỷ trên điện thoại").first().waitFor();
            window.under("Bạn đã bấm Huỷ trên điện thoại").look("sim-cancelled");
        }
    }

    private void registers(Window window, Words words, String prefix) {
        var phone = SimPhone.fresh(installation.sandbox().url(), prefix);
        asks(window, words, phone);
        var code = phone.code();
        window.page().locator(".verification b").waitFor();
        assertThat(window.page().locator(".verification b").innerText()).isEqualTo(code);
        window.look("sim-approval");
        phone.typesPin();

        window.at(AT + "confirm").look("sim-confirm");
        assertThat(window.text()).containsIgnoringCase(phone.owner());
        window.press(words.registerButton);
        window.at(Walk.DONE, words.doneTitle).look("sim-done");
        assertThat(window.text()).contains(words.either("mức 3, tương đương", "level 3, equal"));
    }

    private void asks(Window window, Words words, SimPhone phone) {
        window.open("/register").under(words.chooserTitle);
        choose(window, words.citizen);
        choose(window, words.either("SIM ký số", "SIM signature"));
        window.press(words.goOn);
        window.at(AT + "number").look("sim-number");
        window.field(words.phone).fill(phone.number());
        window.field(words.captcha)
                .fill(installation
                        .sandbox()
                        .captcha(window.page().locator("[name=captchaToken]").inputValue()));
        window.main().getByRole(AriaRole.CHECKBOX).check();
        window.press(words.either("Gửi yêu cầu đến điện thoại", "Send the request to my phone"));
        window.at(AT + "approval");
    }

    /** People press the words of a card. */
    private static void choose(Window window, String card) {
        window.main()
                .locator("label")
                .filter(new Locator.FilterOptions().setHasText(card))
                .first()
                .click();
    }
}
