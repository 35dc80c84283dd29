package vn.mocua.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Before a session ends for want of anybody there its page asks, also in a browser that knows no dialogs (decision 50). */
class SessionWarningTest {

    /** What iPhones up to iOS 15.3 do not have. */
    private static final String OLD = """
            delete HTMLDialogElement.prototype.showModal;
            delete HTMLDialogElement.prototype.close;
            delete HTMLFormElement.prototype.requestSubmit;
            """;

    private final Installation installation = Installation.shared();

    @ParameterizedTest(name = "{0}, knows dialogs: {1}")
    @CsvSource({"VI, false", "EN, true"})
    void whoIsStillThereGoesOn(Words words, boolean dialogs) {
        var person = installation.sandbox().someone();
        new Registrant(installation, person).registers();
        try (var window = words == Words.VI ? Window.phone(installation) : Window.desk(installation)) {
            if (!dialogs) {
                window.page().addInitScript(OLD);
            }
            new Walk(installation, person, window, words).choosesLanguage().signsIn();
            window.page().clock().install();
            window.open("/account");
            var asked = window.page().locator("#stay");
            assertThat(asked).isHidden();

            window.page().clock().fastForward("28:00");

            assertThat(asked).isVisible();
            assertThat(asked).containsText(words.either("Bạn còn ở đó không?", "Are you still there?"));
            window.look("session-warning" + (dialogs ? "" : "-old"));
            asked.locator(".main").click();
            assertThat(asked).isHidden();

            // Counted anew from then.
            window.page().clock().fastForward("27:00");
            assertThat(asked).isHidden();
            window.page().clock().fastForward("01:30");
            assertThat(asked).isVisible();
        }
    }
}
