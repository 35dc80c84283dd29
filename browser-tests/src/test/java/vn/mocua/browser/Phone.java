package vn.mocua.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import java.util.function.Supplier;

/** Somebody's phone, as the sandbox shows it: messages come without the page being loaded again. */
final class Phone implements Supplier<String>, AutoCloseable {

    private final BrowserContext context;
    private final Locator messages;

    static Phone of(Person person, Installation installation) {
        var context = Chromium.fresh(new Browser.NewContextOptions());
        var page = context.newPage();
        page.navigate(installation.sandbox().url() + "/people/" + person.id());
        return new Phone(context, page.locator("[data-live=thread]"));
    }

    private Phone(BrowserContext context, Locator messages) {
        this.context = context;
        this.messages = messages;
    }

    /** The first code that shows on the screen. */
    @Override
    public String get() {
        messages.page()
                .waitForCondition(() -> Sandbox.code(messages.innerText()).isPresent());
        return Sandbox.code(messages.innerText()).orElseThrow();
    }

    @Override
    public void close() {
        context.close();
    }
}
