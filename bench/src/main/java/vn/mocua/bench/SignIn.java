package vn.mocua.bench;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import vn.mocua.bench.Browser.Page;
import vn.mocua.bench.Browser.Unexpected;
import vn.mocua.bench.Registration.Request;
import vn.mocua.bench.Town.Person;

/** Somebody with an account, who signs in with a browser that the portal remembers. */
final class SignIn {

    /** Every request that it consists of, in order. */
    enum Part {
        PAGE("GET /sign-in"),
        PASSWORD("POST /sign-in"),
        ACCOUNT("GET /account");

        private final String words;

        Part(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final Person person;
    private final Browser browser;

    private SignIn(Person person, Browser browser) {
        this.person = person;
        this.browser = browser;
    }

    /** Registers a person, and signs in with a code for the first time, the browser to be remembered. */
    static SignIn prepare(Person person, Wire wire, House house, Town town) throws IOException {
        var registration = new Registration(person, new Browser(wire, house.url()), town);
        registration.upTo(Request.DONE);
        var browser = new Browser(wire, house.url());
        var codePage = browser.get(moved(send(person, browser, browser.get("/sign-in"))));
        var fields = codePage.hidden("/sign-in/otp");
        fields.put("otp", town.newCode(person.phone(), 1));
        fields.put("remember", "on");
        moved(browser.post("/sign-in/otp", fields));
        return new SignIn(person, browser);
    }

    /** Opens the browser, signs in and sees the account; how long the portal took for each, in nanoseconds. */
    Map<Part, Long> once() throws IOException {
        var today = browser.reopened();
        var form = today.get("/sign-in");
        var answer = send(person, today, form);
        var account = today.get(moved(answer));
        if (account.status() != 200 || !answer.location().equals("/account")) {
            throw new Unexpected("the account", account.answer());
        }
        return new EnumMap<>(
                Map.of(Part.PAGE, form.nanos(), Part.PASSWORD, answer.nanos(), Part.ACCOUNT, account.nanos()));
    }

    private static Page send(Person person, Browser browser, Page form) throws IOException {
        var fields = form.hidden("/sign-in");
        fields.put("username", person.nationalId());
        fields.put("password", Registration.PASSWORD);
        return browser.post("/sign-in", fields);
    }

    private static String moved(Page page) {
        if (page.status() != 303) {
            throw new Unexpected("signing in", page.answer());
        }
        return page.location();
    }
}
