package vn.mocua.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.mocua.bench.Browser.Page;
import vn.mocua.bench.Browser.Unexpected;
import vn.mocua.bench.Town.Person;

/** One time that somebody signs in, request by request. */
final class SignInVisit {

    /** Every request that it may consist of, in order. */
    enum Part {
        PAGE("GET /sign-in"),
        PASSWORD("POST /sign-in"),
        CODE_PAGE("GET otp"),
        CODE("POST otp"),
        ACCOUNT("GET /account");

        private final String words;

        Part(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** On a device that the portal remembers. */
    static final List<Part> REMEMBERED = List.of(Part.PAGE, Part.PASSWORD, Part.ACCOUNT);

    /** On one that it never saw. */
    static final List<Part> WITH_CODE = List.of(Part.values());

    private final Person person;
    private final Browser browser;
    private final @Nullable Town town;
    private final boolean toBeRemembered;
    private @Nullable Page page;
    private int codesBefore;

    /**
     * @param town where codes arrive; null where none will be asked
     * @param toBeRemembered whether the device is to be remembered
     */
    SignInVisit(Person person, Browser browser, @Nullable Town town, boolean toBeRemembered) {
        this.person = person;
        this.browser = browser;
        this.town = town;
        this.toBeRemembered = toBeRemembered;
    }

    /** Makes one request, as the pages before it allow; how long the portal took, in nanoseconds. */
    long take(Part part) throws IOException {
        return switch (part) {
            case PAGE -> open("/sign-in");
            case PASSWORD -> {
                codesBefore = town == null ? 0 : town.codes(person.phone());
                yield moved(sendPassword(Map.of()));
            }
            case CODE_PAGE -> open(current().location());
            case CODE -> sendCode();
            case ACCOUNT -> {
                if (!current().location().equals("/account")) {
                    throw new Unexpected("the account", current().answer());
                }
                yield open("/account");
            }
        };
    }

    void whole(List<Part> parts) throws IOException {
        for (var part : parts) {
            take(part);
        }
    }

    /** Sends the form of the page that is open, and takes whatever comes back. */
    Page sendPassword(Map<String, String> more) throws IOException {
        var fields = current().hidden("/sign-in");
        fields.put("username", person.nationalId());
        fields.put("password", Registration.PASSWORD);
        fields.putAll(more);
        page = browser.post("/sign-in", fields);
        return page;
    }

    private long sendCode() throws IOException {
        if (town == null) {
            throw new IllegalStateException("nobody reads codes");
        }
        var fields = current().hidden("/sign-in/otp");
        fields.put("otp", town.newCode(person.phone(), codesBefore));
        if (toBeRemembered) {
            fields.put("remember", "on");
        }
        page = browser.post("/sign-in/otp", fields);
        return moved(page);
    }

    private long open(String address) throws IOException {
        page = browser.get(address);
        if (page.status() != 200) {
            throw new Unexpected("GET " + address, page.answer());
        }
        return page.nanos();
    }

    private static long moved(Page answer) {
        if (answer.status() != 303) {
            throw new Unexpected("signing in", answer.answer());
        }
        return answer.nanos();
    }

    private Page current() {
        if (page == null) {
            throw new IllegalStateException("no page is open");
        }
        return page;
    }
}
