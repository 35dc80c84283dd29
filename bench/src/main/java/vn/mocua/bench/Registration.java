package vn.mocua.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.mocua.bench.Browser.Page;
import vn.mocua.bench.Browser.Unexpected;
import vn.mocua.bench.Town.Person;

/** One person's way from the home page to the done page, request by request. */
final class Registration {

    /** What vouches for the person; the ways differ by what is typed, and by whom the portal asks. */
    enum Method {
        MOBILE_SUBSCRIBER,
        SOCIAL_INSURANCE;

        /** As the portal's addresses have it. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Every request that the way consists of, in order. */
    enum Request {
        HOME("GET /"),
        CHOOSER("GET /register"),
        CHOICE("POST /register"),
        DETAILS_PAGE("GET details"),
        PICTURE("GET captcha picture"),
        DETAILS("POST details"),
        CODE_PAGE("GET otp"),
        CODE("POST otp"),
        PASSWORD_PAGE("GET password"),
        PASSWORD("POST password"),
        DONE("GET done");

        private final String words;

        Request(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    static final String PASSWORD = "Thuyen-ra-khoi-27";

    private static final int TRIES_WHEN_BUSY = 20;

    private final Person person;
    private final Town town;
    private final Method method;
    private final String path;
    private final String password;
    private final Browser browser;
    private @Nullable Page page;
    private int codesBefore;
    private int turnedAway;
    private long waitedForCode;

    Registration(Person person, Browser browser, Town town) {
        this(person, browser, town, Method.MOBILE_SUBSCRIBER, PASSWORD);
    }

    Registration(Person person, Browser browser, Town town, Method method, String password) {
        this.person = person;
        this.browser = browser;
        this.town = town;
        this.method = method;
        this.path = "/register/" + method.word() + "/";
        this.password = password;
    }

    /** How often the portal was too busy to hash the password and asked to come again. */
    int turnedAway() {
        return turnedAway;
    }

    /** How long the code took to arrive once the page that asks for it was there: the sandbox's and our own time too. */
    long waitedForCode() {
        return waitedForCode;
    }

    /** Does everything before a request. */
    void upTo(Request last) throws IOException {
        for (var request : Request.values()) {
            if (request == last) {
                return;
            }
            take(request);
        }
    }

    /** Makes one request, as the pages before it allow; how long the portal took, in nanoseconds. */
    long take(Request request) throws IOException {
        return switch (request) {
            case HOME -> open("/");
            case CHOOSER -> open("/register");
            case CHOICE -> send("/register", Map.of("kind", "citizen", "method", method.word()));
            case DETAILS_PAGE, CODE_PAGE, PASSWORD_PAGE, DONE -> open(current().location());
            case PICTURE -> picture();
            case DETAILS -> {
                codesBefore = town.codes(person.phone());
                yield send(path + "details", details());
            }
            case CODE -> send(path + "otp", Map.of("otp", code()));
            case PASSWORD -> choosePassword();
        };
    }

    /** The details as the person types them, the captcha solved. */
    Map<String, String> details() throws IOException {
        var details = new LinkedHashMap<String, String>();
        details.put("nationalId", person.nationalId());
        if (method == Method.SOCIAL_INSURANCE) {
            details.put("socialInsuranceNumber", person.socialInsuranceNumber());
        }
        details.put("fullName", person.fullName());
        details.put("birthDate", person.birthDate());
        details.put("phone", person.phone());
        details.put("consent", "on");
        details.put("captcha", town.captcha(current().hidden(path + "details").getOrDefault("captchaToken", "")));
        return details;
    }

    /** Sends a form of the page that is open and takes whatever comes back. */
    Page submit(String action, Map<String, String> filledIn) throws IOException {
        var fields = current().hidden(action);
        fields.putAll(filledIn);
        return browser.post(action, fields);
    }

    Page submitDetails() throws IOException {
        return submit(path + "details", details());
    }

    Page submitPassword() throws IOException {
        return submit(path + "password", Map.of("password", password, "passwordConfirmation", password));
    }

    /** The same over another connection, so that one browser can press the button several times at once. */
    Page submitPasswordOn(Wire wire) throws IOException {
        var fields = current().hidden(path + "password");
        fields.putAll(Map.of("password", password, "passwordConfirmation", password));
        return browser.on(wire).post(path + "password", fields);
    }

    private long open(String address) throws IOException {
        page = browser.get(address);
        if (page.status() != 200) {
            throw new Unexpected("GET " + address, page.answer());
        }
        return page.nanos();
    }

    private long picture() throws IOException {
        var picture = browser.get(current().captchaPicture());
        if (picture.status() != 200) {
            throw new Unexpected("the captcha's picture", picture.answer());
        }
        return picture.nanos();
    }

    private long send(String action, Map<String, String> filledIn) throws IOException {
        return moved(action, submit(action, filledIn));
    }

    private long moved(String action, Page answer) {
        if (answer.status() != 303) {
            throw new Unexpected("POST " + action, answer.answer());
        }
        page = answer;
        return answer.nanos();
    }

    private String code() throws IOException {
        var begun = System.nanoTime();
        var code = town.newCode(person.phone(), codesBefore);
        waitedForCode = System.nanoTime() - begun;
        return code;
    }

    /** Where all hashing places are taken the portal says when to come again, and a patient person does. */
    private long choosePassword() throws IOException {
        var answer = submitPassword();
        for (int tries = 1; answer.status() == 503 && tries < TRIES_WHEN_BUSY; tries++) {
            turnedAway++;
            page = answer;
            Town.pause(1000 * Long.parseLong(answer.answer().header("retry-after")));
            answer = submitPassword();
        }
        return moved(path + "password", answer);
    }

    private Page current() {
        if (page == null) {
            throw new IllegalStateException("no page is open");
        }
        return page;
    }
}
