package vn.mocua.browser;

import java.util.HashMap;
import java.util.Map;
import vn.mocua.browser.Visitor.Answer;

/** Somebody who registers by mobile number over plain HTTP, page by page. */
final class Registrant {

    static final String DETAILS = "/register/mobile-subscriber/details";
    static final String OTP = "/register/mobile-subscriber/otp";
    static final String PASSWORD = "/register/mobile-subscriber/password";
    static final String DONE = "/register/done";

    private final Sandbox sandbox;
    private final Person person;
    private final Visitor visitor;
    private Sandbox.Mark seen;

    Registrant(Installation installation, Person person) {
        this(installation.sandbox(), person, installation.visitor());
    }

    Registrant(Sandbox sandbox, Person person, Visitor visitor) {
        this.sandbox = sandbox;
        this.person = person;
        this.visitor = visitor;
        this.seen = sandbox.mark(person.phone());
    }

    Person person() {
        return person;
    }

    Visitor visitor() {
        return visitor;
    }

    Answer begins() {
        return visitor.submit(visitor.open("/register"), Map.of("kind", "citizen", "method", "mobile-subscriber"));
    }

    Answer sendsDetails(Answer page) {
        return sendsDetails(page, Map.of());
    }

    Answer sendsDetails(Answer page, Map<String, String> otherwise) {
        seen = sandbox.mark(person.phone());
        var typed = new HashMap<>(person.details());
        typed.put("captcha", sandbox.captcha(page.valueOf("captchaToken")));
        typed.putAll(otherwise);
        return visitor.submit(page, typed);
    }

    Answer reachesOtp() {
        var otp = sendsDetails(begins());
        if (!otp.path().equals(OTP) || otp.status() != 200) {
            throw new AssertionError("not at the code but at " + otp.path() + " " + otp.status() + ": " + otp.text());
        }
        return otp;
    }

    Answer reachesPassword() {
        var password = sendsCode(reachesOtp());
        if (!password.path().equals(PASSWORD) || password.status() != 200) {
            throw new AssertionError(
                    "not at the password but at " + password.path() + " " + password.status() + ": " + password.text());
        }
        return password;
    }

    Answer sendsCode(Answer page) {
        return visitor.submit(page, Map.of("otp", code()));
    }

    /** The code of a message that came since the details were sent. */
    String code() {
        return sandbox.codeAfter(seen, person.phone());
    }

    Answer choosesPassword(Answer page) {
        return visitor.submit(page, passwords());
    }

    static Map<String, String> passwords() {
        return Map.of("password", Person.PASSWORD, "passwordConfirmation", Person.PASSWORD);
    }

    Answer registers() {
        return choosesPassword(reachesPassword());
    }

    /** Id, password and code; ends at the account's page. */
    Answer signsIn() {
        var before = sandbox.mark(person.phone());
        var otp = visitor.submit(
                visitor.open("/sign-in"), Map.of("username", person.nationalId(), "password", Person.PASSWORD));
        return otp.path().equals("/sign-in/otp")
                ? visitor.submit(otp, Map.of("otp", sandbox.codeAfter(before, person.phone())))
                : otp;
    }
}
