package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.sandbox.mss.Network;
import vn.mocua.sandbox.mss.Prompts.Screen;
import vn.mocua.sandbox.town.Business;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

/** Somebody from the town with a SIM that signs, in front of a browser and with the phone in the hand. */
public record SimOwner(RunningPortal portal, String kind, String name, String phone, String pin) {

    public static final String AT = "/register/sim-signing/";

    /** An ordinary person whom no other test knows, with one of these networks. */
    public static SimOwner fresh(RunningPortal portal, Network network) {
        while (true) {
            for (var person : portal.sandbox().make(10)) {
                if (network.prefixes().stream().anyMatch(digits(person)::startsWith)) {
                    return of(portal, person);
                }
            }
        }
    }

    public static SimOwner whoseFateIs(Fate fate, RunningPortal portal) {
        return of(portal, portal.sandbox().person(fate));
    }

    public static SimOwner of(RunningPortal portal, Person person) {
        return new SimOwner(portal, "citizen", person.fullName(), digits(person), person.simPin());
    }

    public static List<SimOwner> businesses(RunningPortal portal) {
        return portal.sandbox().businesses().stream()
                .filter(each -> portal.sandbox().simPhone(each).isPresent())
                .map(each -> of(portal, each))
                .toList();
    }

    private static SimOwner of(RunningPortal portal, Business business) {
        return new SimOwner(
                portal,
                "business",
                business.organisationName(),
                portal.sandbox().simPhone(business).orElseThrow(),
                business.simPin());
    }

    private static String digits(Person person) {
        return person.phone().replaceAll("[^0-9]", "");
    }

    public Answer begins(Visitor visitor) {
        return visitor.follow(
                visitor.submit(visitor.open("/register"), "/register", Map.of("kind", kind, "method", "sim-signing")));
    }

    /** Types the number; ends at whatever answers. */
    public Answer asks(Visitor visitor) {
        return asks(visitor, begins(visitor), Map.of());
    }

    public Answer asks(Visitor visitor, Answer number, Map<String, String> otherwise) {
        assertThat(number.path()).endsWith("/number");
        var filledIn = new HashMap<>(Map.of("phone", phone, "captcha", solves(number), "consent", "on"));
        filledIn.putAll(otherwise);
        return visitor.follow(visitor.submit(number, number.path(), filledIn));
    }

    public String solves(Answer page) {
        return portal.sandbox().captcha(page.valueOf("captchaToken")).orElseThrow();
    }

    /** What the phone shows; waits for it as people do. */
    public Screen screen() {
        return Waiting.until(Duration.ofSeconds(30), () -> portal.sandbox().prompt(phone));
    }

    /** The page's code; waits for it as people do. */
    public String codeOn(Visitor visitor, String at) {
        return Waiting.until(
                Duration.ofSeconds(30),
                () -> Optional.of(
                                visitor.get(at).html().select(".verification b").text())
                        .filter(code -> !code.isEmpty()));
    }

    public void types() {
        portal.sandbox().typePin(phone, pin);
    }

    /** Looks again and again, as the page does, until it is another one. */
    public Answer waits(Visitor visitor, String at) {
        return Waiting.until(
                Duration.ofSeconds(30),
                () -> Optional.of(visitor.get(at))
                        .filter(page -> page.status() != 200 || page.headers().get("refresh") == null)
                        .map(visitor::follow));
    }

    /** From the chooser to the page that shows the certificate's data, with the code compared. */
    public Answer confirms(Visitor visitor) {
        var approval = asks(visitor);
        assertThat(approval.path()).isEqualTo(AT + "approval");
        assertThat(codeOn(visitor, AT + "approval")).isEqualTo(screen().code());
        types();
        return waits(visitor, AT + "approval");
    }

    public Answer registers(Visitor visitor, String email) {
        return visitor.follow(visitor.submit(confirms(visitor), AT + "confirm", Map.of("email", email)));
    }
}
