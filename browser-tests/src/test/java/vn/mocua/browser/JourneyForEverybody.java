package vn.mocua.browser;

import org.junit.jupiter.api.Test;

/** A journey that is walked in either language, on a phone and on a desk, and without script. */
abstract class JourneyForEverybody {

    final Installation installation = Installation.shared();
    final Sandbox sandbox = installation.sandbox();

    /** From the first page to the end. */
    abstract void walks(Window window, Words words);

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
    void withoutScript() {
        try (var window = Window.wide(installation, 390, false)) {
            walks(window, Words.VI);
        }
    }

    /** Somebody who has chosen the language, and may be sent to the pages of the outside. */
    Walk begins(Window window, Person person, Words words) {
        return new Walk(installation, person, window.mayAlsoAsk(sandbox.url()), words).choosesLanguage();
    }
}
