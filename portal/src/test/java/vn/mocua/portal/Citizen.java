package vn.mocua.portal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.sandbox.phone.Sms;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

/** Somebody from the town who uses the portal, as tests tell their stories. */
public record Citizen(RunningPortal portal, Person person) {

    public static final String PASSWORD = "Thuyen-ra-khoi-27";

    private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");

    /** An ordinary person whom no other test knows. */
    public static Citizen fresh(RunningPortal portal) {
        return new Citizen(portal, portal.sandbox().make(1).getFirst());
    }

    public static Citizen whoseFateIs(Fate fate, RunningPortal portal) {
        return new Citizen(portal, portal.sandbox().person(fate));
    }

    /** From the chooser to whatever follows the form. */
    public Answer fillsInDetails(Visitor visitor) {
        return fillsInDetails(visitor, Map.of());
    }

    public Answer fillsInDetails(Visitor visitor, Map<String, String> otherwise) {
        return visitor.follow(sendsDetails(visitor, beginsAt(visitor), otherwise));
    }

    public Answer beginsAt(Visitor visitor) {
        var chooser = visitor.open("/register");
        return visitor.follow(
                visitor.submit(chooser, "/register", Map.of("kind", "citizen", "method", "mobile-subscriber")));
    }

    /** Sends them again when only something looks wrong with them. */
    public Answer sendsDetails(Visitor visitor, Answer page, Map<String, String> otherwise) {
        var filledIn = new HashMap<>(details());
        filledIn.put("captcha", solves(page));
        filledIn.putAll(otherwise);
        var answer = visitor.submit(page, page.path(), filledIn);
        return answer.html().select("[id$=-doubt]").isEmpty() ? answer : visitor.submit(answer, page.path(), filledIn);
    }

    public Map<String, String> details() {
        var details = new HashMap<>(Map.of(
                "nationalId", person.nationalId(),
                "fullName", person.fullName(),
                "birthDate", person.birthDate(),
                "phone", person.phone(),
                "consent", "on"));
        return details;
    }

    /** As somebody would who sees the picture: the sandbox holds the demo key. */
    public String solves(Answer page) {
        return portal.sandbox()
                .captcha(page.valueOf("captchaToken"))
                .orElseThrow(() -> new AssertionError("no captcha on " + page.status() + " " + page.uri()));
    }

    public Map<String, String> passwords() {
        return Map.of("password", PASSWORD, "passwordConfirmation", PASSWORD);
    }

    /** The code of the newest SMS; waits for it as people do. */
    public String lastCode() {
        return Waiting.until(
                Duration.ofSeconds(30), () -> Optional.of(newestCode()).filter(code -> !code.isEmpty()));
    }

    /** The code of the newest SMS that holds one; empty when none came yet. */
    public String newestCode() {
        return portal.sandbox().sms(person.phone()).stream()
                .map(sms -> CODE.matcher(sms.text()))
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElse("");
    }

    /** The newest SMS' text; empty when there is none. */
    public String newestSms() {
        return portal.sandbox().sms(person.phone()).stream()
                .map(Sms::text)
                .findFirst()
                .orElse("");
    }

    /** The code that comes after the one that was the newest; two codes are never alike but by a miracle. */
    public String codeAfter(String formerCode) {
        return Waiting.until(
                Duration.ofSeconds(30),
                () -> Optional.of(newestCode()).filter(code -> !code.isEmpty() && !code.equals(formerCode)));
    }

    /** How many messages with these words have come. */
    public long smsSaying(String words) {
        return portal.sandbox().sms(person.phone()).stream()
                .filter(sms -> sms.text().contains(words))
                .count();
    }

    /** From the chooser to the password's page. */
    public Answer arrivesAtPassword(Visitor visitor) {
        return arrivesAtPassword(visitor, Map.of());
    }

    public Answer arrivesAtPassword(Visitor visitor, Map<String, String> otherwise) {
        var newest = newestCode();
        var otp = fillsInDetails(visitor, otherwise);
        return visitor.follow(visitor.submit(otp, Map.of("otp", codeAfter(newest))));
    }

    /** A code that was not sent. */
    public static String wrong(String code) {
        return "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
    }

    public String maskedPhone() {
        var digits = person.phone().replaceAll("[^0-9]", "");
        return digits.substring(0, 3) + "****" + digits.substring(digits.length() - 3);
    }

    public Answer registers(Visitor visitor) {
        return visitor.follow(visitor.submit(arrivesAtPassword(visitor), passwords()));
    }

    /** Id, password and code; ends at the account's page. */
    public Answer signsIn(Visitor visitor) {
        var newest = newestCode();
        var otp = visitor.follow(typesPassword(visitor, PASSWORD));
        return otp.path().equals("/sign-in/otp")
                ? visitor.follow(visitor.submit(otp, "/sign-in/otp", Map.of("otp", codeAfter(newest))))
                : otp;
    }

    public Answer typesPassword(Visitor visitor, String password) {
        return visitor.submit(
                visitor.open("/sign-in"), "/sign-in", Map.of("username", person.nationalId(), "password", password));
    }
}
