package vn.mocua.portal;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import vn.mocua.portal.registration.usbsigning.TokenOnTheDesk;

/** Registering asks the database no more than it needs, request by request. */
@TestInstance(Lifecycle.PER_CLASS)
class RegistrationsAskLittleTest {

    private static final String CHOOSER = "/register";
    private static final String DONE = "/register/done";

    private final RunningPortal portal = RunningPortal.shared();
    private final CountedNode node = new CountedNode();

    @AfterAll
    void end() {
        node.close();
    }

    /** The authority has spoken of the certificate a moment ago, and is not asked again. */
    @Test
    void byAUsbToken() {
        var token = TokenOnTheDesk.of(
                portal.sandbox().authorities().forPerson(Citizen.fresh(portal).person()));
        var choice = Map.of("kind", "citizen", "method", "usb-signing");
        var earlier = node.visitor();
        token.answers(earlier, earlier.follow(earlier.submit(earlier.open(CHOOSER), CHOOSER, choice)), origin());

        var visitor = node.visitor();
        node.asksAtMost(0, "/", () -> visitor.get("/"));
        var chooser = node.asksAtMost(1, CHOOSER, () -> visitor.get(CHOOSER));
        var chosen = node.asksAtMost(5, "/register/usb-signing/token", () -> visitor.submit(chooser, CHOOSER, choice));
        var page = node.asksAtMost(2, "/register/usb-signing/token", () -> visitor.get(chosen.location()));
        var signed = node.asksAtMost(8, "/register/usb-signing/confirm", () -> token.answers(visitor, page, origin()));
        var confirm = node.asksAtMost(2, "/register/usb-signing/confirm", () -> visitor.get(signed.location()));
        var captcha = portal.sandbox().captcha(confirm.valueOf("captchaToken")).orElseThrow();
        var confirmed =
                node.asksAtMost(11, DONE, () -> visitor.submit(confirm, Map.of("captcha", captcha, "consent", "on")));
        node.asksAtMost(2, DONE, () -> visitor.get(confirmed.location()));
    }

    @Test
    void asAMobileSubscriber() {
        var an = Citizen.fresh(portal);
        var visitor = node.visitor();
        var choice = Map.of("kind", "citizen", "method", "mobile-subscriber");
        var chooser = node.asksAtMost(1, CHOOSER, () -> visitor.get(CHOOSER));
        var chosen = node.asksAtMost(
                3, "/register/mobile-subscriber/details", () -> visitor.submit(chooser, CHOOSER, choice));
        var details = node.asksAtMost(1, "/register/mobile-subscriber/details", () -> visitor.get(chosen.location()));
        var newest = an.newestCode();
        var sent = node.asksAtMost(
                12, "/register/mobile-subscriber/otp", () -> an.sendsDetails(visitor, details, Map.of()));
        var otp = node.asksAtMost(3, "/register/mobile-subscriber/otp", () -> visitor.get(sent.location()));
        var code = an.codeAfter(newest);
        var proved = node.asksAtMost(
                8, "/register/mobile-subscriber/password", () -> visitor.submit(otp, Map.of("otp", code)));
        var password = node.asksAtMost(2, "/register/mobile-subscriber/password", () -> visitor.get(proved.location()));
        var opened = node.asksAtMost(10, DONE, () -> visitor.submit(password, an.passwords()));
        node.asksAtMost(2, DONE, () -> visitor.get(opened.location()));
    }

    private String origin() {
        return portal.url().toString();
    }
}
