package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.registration.usbsigning.TokenOnTheDesk;

/** Registering asks the database no more than it needs, request by request. */
@TestInstance(Lifecycle.PER_CLASS)
class RegistrationsAskLittleTest {

    private static final String CHOOSER = "/register";
    private static final String DONE = "/register/done";

    private final RunningPortal portal = RunningPortal.shared();
    private final StatementsSeen statements = new StatementsSeen();
    private final RunningPortal.Node node =
            portal.anotherNode(Map.of(), context -> context.getBeanFactory().addBeanPostProcessor(statements));

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
        var earlier = visitor();
        token.answers(earlier, earlier.follow(earlier.submit(earlier.open(CHOOSER), CHOOSER, choice)), origin());

        var visitor = visitor();
        asksAtMost(0, "/", () -> visitor.get("/"));
        var chooser = asksAtMost(1, CHOOSER, () -> visitor.get(CHOOSER));
        var chosen = asksAtMost(5, "/register/usb-signing/token", () -> visitor.submit(chooser, CHOOSER, choice));
        var page = asksAtMost(2, "/register/usb-signing/token", () -> visitor.get(chosen.location()));
        var signed = asksAtMost(8, "/register/usb-signing/confirm", () -> token.answers(visitor, page, origin()));
        var confirm = asksAtMost(2, "/register/usb-signing/confirm", () -> visitor.get(signed.location()));
        var captcha = portal.sandbox().captcha(confirm.valueOf("captchaToken")).orElseThrow();
        var confirmed =
                asksAtMost(11, DONE, () -> visitor.submit(confirm, Map.of("captcha", captcha, "consent", "on")));
        asksAtMost(2, DONE, () -> visitor.get(confirmed.location()));
    }

    @Test
    void asAMobileSubscriber() {
        var an = Citizen.fresh(portal);
        var visitor = visitor();
        var choice = Map.of("kind", "citizen", "method", "mobile-subscriber");
        var chooser = asksAtMost(1, CHOOSER, () -> visitor.get(CHOOSER));
        var chosen =
                asksAtMost(3, "/register/mobile-subscriber/details", () -> visitor.submit(chooser, CHOOSER, choice));
        var details = asksAtMost(1, "/register/mobile-subscriber/details", () -> visitor.get(chosen.location()));
        var newest = an.newestCode();
        var sent = asksAtMost(12, "/register/mobile-subscriber/otp", () -> an.sendsDetails(visitor, details, Map.of()));
        var otp = asksAtMost(3, "/register/mobile-subscriber/otp", () -> visitor.get(sent.location()));
        var code = an.codeAfter(newest);
        var proved =
                asksAtMost(8, "/register/mobile-subscriber/password", () -> visitor.submit(otp, Map.of("otp", code)));
        var password = asksAtMost(2, "/register/mobile-subscriber/password", () -> visitor.get(proved.location()));
        var opened = asksAtMost(10, DONE, () -> visitor.submit(password, an.passwords()));
        asksAtMost(2, DONE, () -> visitor.get(opened.location()));
    }

    private Visitor visitor() {
        return portal.visitor().ledTo(node.url());
    }

    private String origin() {
        return portal.url().toString();
    }

    /** @param leadsTo the page that is shown, or to which the browser is sent */
    private Answer asksAtMost(int most, String leadsTo, Supplier<Answer> deed) {
        var answer = new Answer[1];
        var seen = statements.during(() -> answer[0] = deed.get());
        assertThat(answer[0].location().isEmpty() ? answer[0].path() : answer[0].location())
                .isEqualTo(leadsTo);
        assertThat(seen).as(String.join("\n", seen)).hasSizeLessThanOrEqualTo(most);
        return answer[0];
    }
}
